import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { digestOf } from '../blob-store.ts';
import { mediaTypes } from '../format/media-types.ts';
import { serve, serveRegistry } from '../testing/registry.ts';
import type { Stored } from '../testing/registry.ts';
import { openRegistry } from './registry.ts';

const content = Buffer.from('{"layers":[]}');
const digest = await digestOf([content]);
const stored = new Map<string, Stored>([
  ['library/python/manifests/3-alpine', { type: `${mediaTypes.index}; charset=utf-8`, content }],
  [`library/python/manifests/${digest}`, { type: mediaTypes.index, content }],
  ['library/python/manifests/sha256:other', { type: mediaTypes.index, content }],
  [`library/python/blobs/${digest}`, { type: 'application/octet-stream', content }],
]);

test('one token is asked for, and shown with every question', async () => {
  await using hub = await serveRegistry(stored);
  const registry = openRegistry(hub.url, {});
  expect(await registry.manifest('library/python', '3-alpine')).toEqual({
    ...{ content, digest },
    mediaType: mediaTypes.index,
  });
  const blob = await registry.blob('library/python', digest, 4);
  expect(blob).toMatchObject({ from: 4, size: content.length });
  expect((await buffer(blob.content)).equals(content.subarray(4))).toBe(true);
  expect(hub.asked).toEqual([
    'GET /v2/library/python/manifests/3-alpine',
    'GET /token?service=registry.test&scope=repository%3Alibrary%2Fpython%3Apull',
    'GET /v2/library/python/manifests/3-alpine Bearer t0',
    `GET /v2/library/python/blobs/${digest} bytes=4- Bearer t0`,
  ]);
});

test('who keeps its blobs elsewhere: nobody there is told who we are', async () => {
  const shown: (string | undefined)[] = [];
  await using store = await serve(({ headers }, answer) => {
    shown.push(headers.authorization, headers.range);
    answer.writeHead(206, { 'content-length': 3 }).end('xyz');
  });
  await using hub = await serveRegistry(stored, { redirect: store.url });
  const registry = openRegistry(hub.url, {});
  const { content: rest } = await registry.blob('library/python', digest, 10);
  expect((await buffer(rest)).toString()).toBe('xyz');
  expect(shown).toEqual([undefined, 'bytes=10-']);
});

test('one that sends from one address to the next', async () => {
  await using loop = await serve(({ url = '' }, answer) => {
    answer.writeHead(302, { location: url }).end();
  });
  const registry = openRegistry(loop.url, {});
  await expect(registry.manifest('library/python', '3')).rejects.toThrow(
    'sends from one address to the next',
  );
});

test('something else than what a digest says', async () => {
  await using hub = await serveRegistry(stored);
  const registry = openRegistry(hub.url, {});
  await expect(registry.manifest('library/python', 'sha256:other')).rejects.toThrow(
    `${hub.url} gives something else for sha256:other.`,
  );
});

test.each([
  [429, 'gives no more to this network now: the limit of its pulls is used up.'],
  [403, 'does not give `library/python` to whoever has no account.'],
  [404, 'has no such image of `library/python`.'],
  [503, 'refuses `library/python`, with HTTP 503.'],
])('HTTP %i', async (status, message) => {
  await using hub = await serveRegistry(stored, { status });
  const registry = openRegistry(hub.url, {});
  await expect(registry.manifest('library/python', '3-alpine')).rejects.toMatchObject({
    name: 'BundleError',
    status,
    message: `${hub.url} ${message}`,
  });
});

test('nobody answers', async () => {
  const hub = await serveRegistry(stored);
  await hub[Symbol.asyncDispose]();
  const registry = openRegistry(hub.url, {});
  await expect(registry.manifest('library/python', '3-alpine')).rejects.toMatchObject({
    message: `${hub.url} refuses the connection.`,
    help: 'Try again later, or name a mirror with `--registry ADDRESS`.',
  });
});

test('through the proxy that the environment names', async () => {
  const targets: string[] = [];
  await using proxy = await serve(({ url = '' }, answer) => {
    targets.push(url);
    answer.writeHead(403).end();
  });
  const registry = openRegistry('http://registry.test', { http_proxy: proxy.url });
  await expect(registry.manifest('library/python', '3-alpine')).rejects.toThrow();
  expect(targets.join()).toMatch(/registry\.test/);
});
