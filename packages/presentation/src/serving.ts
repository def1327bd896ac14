import type { Server, ServerResponse } from 'node:http';

/**
 * Headers of every answer of a page of the kit: nothing of another server, and
 * no script or style but our own files.
 * @param more what this page is let to do besides, as `frame-src http://127.0.0.1:*`.
 */
export function headersWith(...more: readonly string[]): ReadonlyMap<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    ...more,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return new Map([
    ['content-security-policy', policy.join('; ')],
    ['x-content-type-options', 'nosniff'],
    ['referrer-policy', 'no-referrer'],
    ['cross-origin-opener-policy', 'same-origin'],
    ['cross-origin-resource-policy', 'same-origin'],
    ['cache-control', 'no-store'],
  ]);
}

/** Answers with a status and nothing else. */
export function refuse(answer: ServerResponse, status: number): void {
  answer.writeHead(status, { 'content-type': 'text/plain' }).end(`${status}\n`);
}

/** @throws the error of `listen`: where the port is taken its `code` is `EADDRINUSE`. */
export function listen(server: Server, port: number, host: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  server.once('error', reject).listen({ port, host }, () => {
    server.off('error', reject);
    resolve(undefined);
  });
  return promise;
}

/** Ends it, and every connection that is open. */
export function stop(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  server.close(() => {
    resolve(undefined);
  });
  server.closeAllConnections();
  return promise;
}
