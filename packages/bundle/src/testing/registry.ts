import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listen, stop } from '@kit/presentation/live';

export interface Served extends AsyncDisposable {
  /** `http://127.0.0.1:…` */
  readonly url: string;
}

/** For tests: an HTTP server on this machine. */
export async function serve(listener: RequestListener): Promise<Served> {
  const server = createServer(listener);
  await listen(server, 0, '127.0.0.1');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => stop(server),
  };
}

export interface Stored {
  readonly type: string;
  readonly content: Buffer;
}

export interface TestRegistry extends Served {
  /** Method, path, range and token of each request. */
  readonly asked: readonly string[];
}

interface Habits {
  /** Blobs are fetched at another host, as those of Docker Hub. */
  readonly redirect?: string;
  /** Refuses everything. */
  readonly status?: number;
  /** Bytes of a blob after which it breaks off. */
  readonly breakAfter?: number;
}

/**
 * A registry that gives out tokens, and answers who has one.
 * @param stored by path below `/v2/`.
 */
export async function serveRegistry(
  stored: ReadonlyMap<string, Stored>,
  { redirect, status, breakAfter = Infinity }: Habits = {},
): Promise<TestRegistry> {
  const asked: string[] = [];
  const served = await serve((request, answer) => {
    const { method = '', url = '', headers } = request;
    const { range = '', authorization = '' } = headers;
    asked.push([method, url, range, authorization].filter((part) => part !== '').join(' '));
    if (url.startsWith('/token')) answer.end('{"token":"t0"}');
    else if (authorization !== 'Bearer t0') challenge(request, answer);
    else if (status !== undefined) answer.writeHead(status).end();
    else {
      const found = stored.get(url.slice('/v2/'.length));
      if (found === undefined) answer.writeHead(404).end();
      else if (redirect !== undefined && url.includes('/blobs/')) {
        answer.writeHead(307, { location: `${redirect}${url}` }).end();
      } else sendPart(answer, found, range, url.includes('/blobs/') ? breakAfter : Infinity);
    }
  });
  return { ...served, asked };
}

function challenge({ headers: { host = '' } }: IncomingMessage, answer: ServerResponse): void {
  const realm = `Bearer realm="http://${host}/token",service="registry.test"`;
  answer.writeHead(401, { 'www-authenticate': realm }).end();
}

/** Sends from where it was asked to, and maybe not to the end. */
function sendPart(
  answer: ServerResponse,
  { type, content }: Stored,
  range: string,
  breakAfter: number,
): void {
  const from = Number(/^bytes=(\d+)-$/.exec(range)?.[1] ?? 0);
  const rest = content.subarray(from);
  answer.writeHead(from > 0 ? 206 : 200, { 'content-type': type, 'content-length': rest.length });
  if (rest.length <= breakAfter) answer.end(rest);
  else answer.write(rest.subarray(0, breakAfter), () => setTimeout(() => answer.destroy(), 20));
}
