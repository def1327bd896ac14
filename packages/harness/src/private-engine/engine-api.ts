import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

export interface ApiRequest {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** Sent as it comes. */
  readonly body?: Readable;
  readonly json?: unknown;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks the engine behind a unix socket, by Docker's HTTP API.
 * @returns the body.
 * @throws where it does not answer in time, or answers with an error.
 */
export async function askEngine(socketPath: string, asked: ApiRequest): Promise<string> {
  const { method = 'GET', path, body, json, timeoutMs = 10_000 } = asked;
  const deadline = AbortSignal.timeout(timeoutMs);
  const signal = asked.signal ? AbortSignal.any([asked.signal, deadline]) : deadline;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = {
      Host: 'docker',
      ...(json !== undefined && { 'Content-Type': 'application/json' }),
    };
    const sent = request({ socketPath, method, path, headers, signal, agent: false }, resolve);
    sent.on('error', reject);
    if (body === undefined) sent.end(json === undefined ? '' : JSON.stringify(json));
    else body.on('error', (error) => sent.destroy(error)).pipe(sent);
  });
  const answer = await text(response);
  const { statusCode = 0 } = response;
  if (statusCode >= 400) throw new Error(`${method} ${path}: ${statusCode} ${answer.trim()}`);
  return answer;
}

/** @returns the engine's version, where one answers. */
export async function engineVersion(socket: string, timeoutMs = 2000): Promise<string | undefined> {
  try {
    const answer = JSON.parse(await askEngine(socket, { path: '/version', timeoutMs })) as {
      readonly Version: string;
    };
    return answer.Version;
  } catch {
    return undefined;
  }
}
