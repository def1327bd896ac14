import type { IncomingMessage } from 'node:http';
import { request as requestOverHttp } from 'node:http';
import { request as requestOverHttps } from 'node:https';
import { quote } from '@kit/checker';

/** Without the password that may be in it. */
export function nameOfProxy(address: string): string {
  const url = parse(address);
  return quote(url === undefined ? address.replace(/^.*@/, '') : `${url.protocol}//${url.host}`);
}

/**
 * Asks a proxy for a connection to `host:port`, as a client that wants an encrypted one does.
 * @returns the HTTP status.
 * @throws TypeError where it is no HTTP proxy; else what the network throws.
 */
export async function askProxy(
  address: string,
  target: string,
  signal: AbortSignal,
): Promise<number> {
  const url = parse(address);
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw new TypeError('No HTTP proxy.');
  const request = url.protocol === 'https:' ? requestOverHttps : requestOverHttp;
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const user = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  const asked = request({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port || (url.protocol === 'https:' ? 443 : 80),
    method: 'CONNECT',
    path: target,
    headers: {
      host: target,
      ...(user !== ':' && {
        'proxy-authorization': `Basic ${Buffer.from(user).toString('base64')}`,
      }),
    },
    agent: false,
    signal,
  });
  const end = ({ statusCode = 0 }: IncomingMessage) => {
    resolve(statusCode);
    asked.destroy();
  };
  asked.once('connect', end).once('response', end).on('error', reject).end();
  return promise;
}

/** `proxy.example:3128` is an HTTP proxy. */
function parse(address: string): URL | undefined {
  const full = address.includes('://') ? address : `http://${address}`;
  return URL.canParse(full) ? new URL(full) : undefined;
}
