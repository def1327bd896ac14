import type { Engine } from './engine.ts';

/** One call of the Engine API that its client has no function for. */
export interface EngineRequest {
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  /** Objects are sent as JSON. */
  readonly query?: Readonly<Record<string, string | boolean | object>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Takes the connection over, once the engine has switched protocols. */
  readonly hijack?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends a request without a body, a POST by default.
 * @returns the answer's stream, or the connection where it was taken over.
 * @throws what the engine's client throws, with its `statusCode`.
 */
export function askEngine<Answer>(
  { client }: Pick<Engine, 'client'>,
  { method = 'POST', path, query, headers = {}, hijack = false, signal }: EngineRequest,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const modem = client.modem as unknown as Modem<Answer>;
  modem.dial(
    {
      path: query === undefined ? path : `${path}?`,
      options: { _query: query, _body: {} },
      method,
      headers: { ...headers },
      isStream: true,
      hijack,
      statusCodes: { 200: true, 500: 'server error' },
      abortSignal: signal,
    },
    (error, answer) => {
      if (error === null) resolve(answer as Answer);
      else reject(error);
    },
  );
  return promise;
}

interface Modem<Answer> {
  dial(options: object, done: (error: Error | null, answer?: Answer) => void): void;
}
