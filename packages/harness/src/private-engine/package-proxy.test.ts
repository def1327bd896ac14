import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect, createServer as createListener } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { isListed, openPackageProxy } from './package-proxy.ts';

const hosts = ['pypi.org', 'mirror.example:8080', '10.0.0.5'];

test.each([
  ['pypi.org', 443, true],
  ['PyPI.org', 80, true],
  ['pypi.org', 22, false],
  ['pypi.org.example', 443, false],
  ['evil-pypi.org', 443, false],
  ['mirror.example', 8080, true],
  ['mirror.example', 443, false],
  ['10.0.0.5', 80, true],
  ['10.0.0.6', 80, false],
  ['127.0.0.1', 80, false],
  ['169.254.169.254', 80, false],
])('%s:%i', (host, port, isReached) => {
  expect(isListed(host, port, hosts)).toBe(isReached);
});

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

async function proxyTo(port: number): Promise<number> {
  const listener = createListener();
  const at = await listening(listener);
  const { close } = openPackageProxy(listener, [`127.0.0.1:${port}`]);
  open.push(close);
  return at;
}

async function ask(proxy: number, path: string): Promise<string> {
  const sent = request({ port: proxy, path, agent: false }).end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return `${answer.statusCode} ${await text(answer)}`;
}

async function tunnel(proxy: number, path: string): Promise<string> {
  const socket = connect(proxy, '127.0.0.1');
  socket.end(`CONNECT ${path} HTTP/1.1\r\nHost: ${path}\r\n\r\n`);
  return (await text(socket)).split('\r\n')[0] ?? '';
}

test('what is listed is reached, and nothing else', async () => {
  const index = await listening(createServer((_, answer) => answer.end('packages')));
  const other = await listening(createServer((_, answer) => answer.end('secrets')));
  const proxy = await proxyTo(index);
  expect(await ask(proxy, `http://127.0.0.1:${index}/simple`)).toBe('200 packages');
  expect(await ask(proxy, `http://127.0.0.1:${other}/`)).toMatch(/^403/);
  expect(await ask(proxy, '/')).toMatch(/^4/);
  expect(await tunnel(proxy, `127.0.0.1:${index}`)).toBe('HTTP/1.1 200 Connection Established');
  for (const place of [
    `127.0.0.1:${other}`,
    `localhost:${index}`,
    '198.51.100.2:443',
    '[::1]:80',
  ]) {
    expect(await tunnel(proxy, place)).toBe('HTTP/1.1 403 Forbidden');
  }
});
