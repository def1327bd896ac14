import { existsSync, readdirSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { openBlobStore } from '../blob-store.ts';
import { openBundleFile } from '../format/file-source.ts';
import { openBundleAddress } from '../format/http-source.ts';
import { mediaTypes } from '../format/media-types.ts';
import { openRegistry } from '../registry/registry.ts';
import { serve, serveRegistry } from '../testing/registry.ts';
import type { Stored, TestRegistry } from '../testing/registry.ts';
import { makeBench, storedImages, syntheticBundle } from '../testing/synthetic.ts';
import type { Bench } from '../testing/synthetic.ts';
import { startBundleServer } from './server.ts';
import { stockShelf } from './shelf.ts';
import { openUpstream } from './upstream.ts';

interface Open extends AsyncDisposable {
  readonly url: string;
  readonly bench: Bench;
  readonly bundle: Awaited<ReturnType<typeof syntheticBundle>>['bundle'];
}

async function open(registry = 'http://127.0.0.1:1'): Promise<Open> {
  const bench = await makeBench();
  const { file, bundle } = await syntheticBundle(bench);
  const source = await openBundleFile(file);
  const upstream = openUpstream(
    openRegistry(registry, {}),
    openBlobStore(path.join(bench.folder, 'cache')),
    AbortSignal.timeout(30_000),
  );
  const shelf = await stockShelf(source);
  const server = await startBundleServer({ port: 0, bundle, shelf, upstream });
  return {
    url: `http://127.0.0.1:${server.port}`,
    bench,
    bundle,
    async [Symbol.asyncDispose]() {
      await server.close();
      await source[Symbol.asyncDispose]();
      await bench[Symbol.asyncDispose]();
    },
  };
}

test('a registry, as engines ask their mirror', async () => {
  await using served = await open();
  const { url, bundle } = served;
  const [image] = bundle.images;
  const greeting = await fetch(`${url}/v2/`);
  expect([greeting.status, await greeting.text()]).toEqual([200, '{}']);

  const head = await fetch(`${url}/v2/library/python/manifests/3-alpine?ns=docker.io`, {
    method: 'HEAD',
  });
  expect(head.status).toBe(200);
  expect(head.headers.get('content-type')).toBe(mediaTypes.index);
  expect(head.headers.get('docker-content-digest')).toBe(image?.index);
  const index = await fetch(`${url}/v2/library/python/manifests/${image?.index ?? ''}`);
  expect(head.headers.get('content-length')).toBe(index.headers.get('content-length'));
  const { manifests } = (await index.json()) as {
    readonly manifests: readonly { readonly digest: string }[];
  };
  expect(manifests).toHaveLength(2);

  const manifest = await fetch(`${url}/v2/library/python/manifests/${manifests[1]?.digest ?? ''}`);
  expect(manifest.headers.get('content-type')).toBe(mediaTypes.manifest);
  const { layers } = (await manifest.json()) as {
    readonly layers: readonly { readonly digest: string; readonly size: number }[];
  };
  const blob = await fetch(`${url}/v2/library/python/blobs/${layers[0]?.digest ?? ''}`);
  expect((await blob.arrayBuffer()).byteLength).toBe(layers[0]?.size);
});

test.each([
  ['/v2/library/python/manifests/latest', 404],
  ['/v2/library/node/manifests/24-alpine', 404],
  [`/v2/library/python/blobs/sha256:${'0'.repeat(64)}`, 404],
  [`/v2/library/python/blobs/sha256:..`, 404],
  ['/v2/library/python/tags/list', 404],
  ['/blobs/sha256/../../../etc/passwd', 404],
  ['/blobs/sha256/%2e%2e/%2e%2e/etc/passwd', 404],
  ['/wheels/..%2f..%2fetc%2fpasswd', 404],
  ['/wheels/other-1.0-py3-none-any.whl', 404],
  ['/simple/other/', 404],
  ['/etc/passwd', 404],
  ['//etc/passwd', 404],
])('%s is not there', async (where, status) => {
  await using served = await open();
  // As it stands: `fetch` would tidy it up.
  const { hostname, port } = new URL(served.url);
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${where} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`);
  expect(await text(socket)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
});

test('nothing can be changed', async () => {
  await using served = await open();
  for (const method of ['PUT', 'POST', 'PATCH', 'DELETE']) {
    const answer = await fetch(`${served.url}/v2/library/python/blobs/uploads/`, { method });
    expect(answer.status).toBe(405);
  }
});

test('parts', async () => {
  await using served = await open();
  const wheel = `${served.url}/wheels/Some_Thing-1.0-py3-none-any.whl`;
  const ask = async (range: string) => {
    const answer = await fetch(wheel, { headers: { range } });
    return [answer.status, answer.headers.get('content-range'), await answer.text()];
  };
  expect(await ask('bytes=2-')).toEqual([206, 'bytes 2-6/7', 'wheel']);
  expect(await ask('bytes=2-3')).toEqual([206, 'bytes 2-3/7', 'wh']);
  expect(await ask('bytes=2-99')).toEqual([206, 'bytes 2-6/7', 'wheel']);
  expect(await ask('bytes=7-')).toEqual([416, 'bytes */7', '']);
  expect(await ask('bytes=3-2')).toEqual([200, null, 'a wheel']);
  expect(await ask('bytes=-3')).toEqual([200, null, 'a wheel']);
  expect(await ask('lines=1-')).toEqual([200, null, 'a wheel']);
});

test('a package index', async () => {
  await using served = await open();
  const { url, bundle } = served;
  const hash = bundle.images[0]?.platforms[0]?.packages[0]?.digest.slice(7) ?? '';
  expect(await (await fetch(`${url}/simple/`)).text()).toContain(
    '<a href="some-thing/">some-thing</a>',
  );
  expect(await (await fetch(`${url}/simple/some-thing/`)).text()).toContain(
    `<a href="../../wheels/Some_Thing-1.0-py3-none-any.whl#sha256=${hash}">Some_Thing-1.0-py3-none-any.whl</a>`,
  );
});

test('a page for people', async () => {
  await using served = await open();
  const page = await fetch(served.url);
  expect(page.headers.get('content-security-policy')).toContain(`default-src 'none'`);
  const content = await page.text();
  expect(content).toContain(`npx --yes pnpm@12 bundle load ${served.url}`);
  expect(content).toContain('<code>python:3-alpine</code> for linux/amd64, linux/arm64');
});

test('what the bundle lacks comes from a registry, once, and stays when that is gone', async () => {
  await using there = await makeBench();
  const stored = new Map<string, Stored>();
  for (const [name, each] of await storedImages(there.store, ['linux/amd64'])) {
    stored.set(name.replace('python', 'redis'), each);
  }
  const hub: TestRegistry = await serveRegistry(stored);
  await using served = await open(hub.url);
  const manifest = `${served.url}/v2/library/redis/manifests/3-alpine`;
  const [name = ''] = [...stored.keys()].filter((each) => each.includes('/blobs/'));
  const ask = async () => {
    const answers = await Promise.all([1, 2, 3].map(() => fetch(`${served.url}/v2/${name}`)));
    return Promise.all(answers.map(async (answer) => (await answer.arrayBuffer()).byteLength));
  };
  const size = stored.get(name)?.content.length;
  expect((await fetch(manifest)).headers.get('content-type')).toBe(mediaTypes.dockerIndex);
  expect(await ask()).toEqual([size, size, size]);
  expect(hub.asked.filter((each) => each.startsWith(`GET /v2/${name}`))).toHaveLength(1);
  await hub[Symbol.asyncDispose]();
  expect((await fetch(manifest)).status).toBe(200);
  expect(await ask()).toEqual([size, size, size]);
});

test('nobody is led to what else there is at the registry', async () => {
  await using hub = await serveRegistry(new Map());
  await using served = await open(hub.url);
  const { hostname, port } = new URL(served.url);
  for (const name of ['library/../../secret', 'library//python', 'library/.', '../secret']) {
    const socket = connect(Number(port), hostname);
    socket.write(
      `GET /v2/${name}/manifests/latest HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`,
    );
    expect(await text(socket)).toMatch(/^HTTP\/1.1 404 /);
  }
  expect(hub.asked).toEqual([]);
});

test('what it offers can be taken from it, however often it breaks off', async () => {
  await using served = await open();
  const { bundle, bench } = served;
  const ranges: (string | undefined)[] = [];
  const store = openBlobStore(path.join(bench.folder, 'learner'));
  const here = () =>
    existsSync(store.folder)
      ? readdirSync(store.folder).map((file) => statSync(path.join(store.folder, file)).size)
      : [];
  await using shaky = await serve((asked, answer) => {
    ranges.push(asked.headers.range);
    const headers = { range: asked.headers.range ?? '' };
    void fetch(`${served.url}${asked.url ?? ''}`, { headers }).then(async (whole) => {
      const content = Buffer.from(await whole.arrayBuffer());
      answer.writeHead(whole.status, {
        'content-length': content.length,
        'content-range': whole.headers.get('content-range') ?? '',
      });
      if (asked.url === '/bundle.json') answer.end(content);
      else {
        const before = Math.max(0, ...here());
        answer.write(content.subarray(0, 100));
        // Not before it has arrived: what is on its way is lost with the connection.
        await expect.poll(() => Math.max(0, ...here())).toBeGreaterThan(before);
        answer.destroy();
      }
    });
  });
  await using source = await openBundleAddress(shaky.url, store);
  expect(source.bundle).toEqual(bundle);
  const [layer] = bundle.entries.filter(
    ({ name, size }) => name.startsWith('blobs/') && size > 100,
  );
  if (layer === undefined) throw new Error('No blob is of that size.');
  await source.obtain(layer);
  expect(await text(source.read(layer))).toBe(await text(bench.store.read(layer.digest)));
  expect(ranges).toContain('bytes=100-');
});
