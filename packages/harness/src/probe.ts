import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, errors, request } from 'undici';

/** What one request to the container's port came to. */
export type Answer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  /** No connection, or one that was closed without a byte: nothing listens behind the port. */
  | { readonly kind: 'refused' }
  /** The connection stands, the whole answer did not come in time. */
  | { readonly kind: 'slow' }
  | { readonly kind: 'not-http'; readonly received: string };

const maximumBodyBytes = 64 * 1024;
const maximumHeaderBytes = 16 * 1024;

/**
 * Asks once for a page. Follows no redirect, unpacks nothing, reads at most
 * 64 KiB of body, and ends at the deadline whatever the server does.
 *
 * @param timeoutMs for all of it, milliseconds.
 */
export async function ask(url: string, timeoutMs: number, signal?: AbortSignal): Promise<Answer> {
  const deadline = AbortSignal.timeout(Math.max(1, Math.round(timeoutMs)));
  const agent = new Agent({
    maxHeaderSize: maximumHeaderBytes,
    // The one deadline counts, for all of it.
    connect: { timeout: 0 },
    headersTimeout: 0,
    bodyTimeout: 0,
    pipelining: 0,
  });
  try {
    const response = await request(url, {
      dispatcher: agent,
      headers: { 'accept-encoding': 'identity', connection: 'close' },
      signal: signal === undefined ? deadline : AbortSignal.any([deadline, signal]),
    });
    const body = await readBody(response.body);
    return { kind: 'answered', status: response.statusCode, body };
  } catch (error) {
    signal?.throwIfAborted();
    return answerOf(error, deadline.aborted);
  } finally {
    await agent.destroy();
  }
}

async function readBody(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk.subarray(0, maximumBodyBytes - size));
    size += chunk.length;
    if (size >= maximumBodyBytes) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function answerOf(error: unknown, late: boolean): Answer {
  if (late) return { kind: 'slow' };
  if (error instanceof errors.HTTPParserError) {
    const { data } = error as { readonly data?: string };
    return { kind: 'not-http', received: data?.slice(0, 200) ?? '' };
  }
  if (error instanceof errors.HeadersOverflowError) return { kind: 'not-http', received: '' };
  const { code = '' } = error as { readonly code?: string };
  if (closed.has(code)) return { kind: 'refused' };
  throw error;
}

const closed: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'EHOSTUNREACH',
  'UND_ERR_SOCKET',
]);

/** Asks again and again until something answers. */
export async function askUntilAnswered(
  url: string,
  { deadline, signal }: { readonly deadline: number; readonly signal: AbortSignal },
): Promise<Answer> {
  for (let before: Answer | undefined; ;) {
    const left = deadline - performance.now();
    const answer = await ask(url, left, signal);
    // The deadline cut the last attempt short; that does not make a closed port a slow one.
    if (answer.kind === 'slow' && before !== undefined && left < shortAttemptMs) return before;
    if (answer.kind !== 'refused' || performance.now() + pauseMs >= deadline) return answer;
    before = answer;
    await sleep(pauseMs, undefined, { signal });
  }
}

const pauseMs = 60;
const shortAttemptMs = 500;
