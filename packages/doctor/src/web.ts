import { openWay } from '@kit/bundle/registry';
import { request } from 'undici';
import type { Dispatcher } from 'undici';

export interface Question {
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer as it came: whoever gave it is a stranger. */
export interface Answer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly body: string;
  /** This machine's time when it began to arrive, in milliseconds. */
  readonly receivedAt: number;
}

/** @throws what the network or undici throws; see `whyNoAnswer`. */
export type Ask = (url: string, question?: Question) => Promise<Answer>;

const longestBody = 1024 * 1024;

/** Asks through the proxy that the environment names, until the signal is aborted. */
export function openWeb(env: NodeJS.ProcessEnv, signal: AbortSignal): Ask {
  let dispatcher: Dispatcher | undefined;
  return async (url, { method = 'GET', headers = {} } = {}) => {
    // Throws where the proxy's address is none.
    dispatcher ??= openWay(env);
    const asking = request(url, { method, headers: { ...headers }, dispatcher, signal });
    // It heeds its signal only once it is connected.
    const answer = await Promise.race([asking, rejectedBy(signal)]);
    const receivedAt = Date.now();
    return {
      status: answer.statusCode,
      header: (name) => [answer.headers[name.toLowerCase()]].flat()[0],
      body: await read(answer.body),
      receivedAt,
    };
  };
}

/** Never resolves. @throws the signal's reason, once it is aborted. */
function rejectedBy(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  const end = () => reject(signal.reason as Error);
  if (signal.aborted) end();
  else signal.addEventListener('abort', end, { once: true });
  promise.catch(() => undefined);
  return promise;
}

async function read(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > longestBody) break;
  }
  return Buffer.concat(chunks).toString();
}
