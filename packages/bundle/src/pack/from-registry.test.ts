import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { mediaTypes } from '../format/media-types.ts';
import { openBundleFile } from '../format/file-source.ts';
import { openRegistry } from '../registry/registry.ts';
import { serveRegistry } from '../testing/registry.ts';
import { makeBench, storedImages } from '../testing/synthetic.ts';
import type { Bench } from '../testing/synthetic.ts';
import { packBundle } from './pack-bundle.ts';
import path from 'node:path';

const reference = 'python:3-alpine';
const platforms = ['linux/amd64', 'linux/arm64'];

function requestFor(bench: Bench, url: string) {
  return {
    workshops: ['containerize-python'],
    images: [{ reference, requirements: [] }],
    platforms,
    registry: openRegistry(url, {}),
    output: path.join(bench.folder, 'bundle.tar'),
    store: bench.store,
    engine: () => Promise.reject(new Error('There is no engine.')),
    onBytes: () => undefined,
    say: () => undefined,
    signal: AbortSignal.timeout(30_000),
  };
}

test('manifests and layers are those of the registry, for the platforms that are wanted', async () => {
  await using there = await makeBench();
  const stored = await storedImages(there.store, [...platforms, 'linux/s390x']);
  await using hub = await serveRegistry(stored, { breakAfter: 100 });
  await using bench = await makeBench();
  const request = requestFor(bench, hub.url);
  const bundle = await packBundle(request);
  expect(bundle.images.map((image) => image.platforms.map(({ platform }) => platform))).toEqual([
    platforms,
  ]);
  await using source = await openBundleFile(request.output);
  const manifests = bundle.images[0]?.platforms.map(({ manifest }) => manifest) ?? [];
  for (const digest of manifests) {
    expect(stored.has(`library/python/manifests/${digest}`)).toBe(true);
  }
  const layers = bundle.entries.filter(({ digest }) =>
    stored.has(`library/python/blobs/${digest}`),
  );
  expect(layers).toHaveLength(4);
  for (const entry of bundle.entries) await source.obtain(entry);
  const index = bundle.entries.find(({ digest }) => digest === bundle.images[0]?.index);
  expect(index && JSON.parse(await text(source.read(index)))).toMatchObject({
    mediaType: mediaTypes.index,
    manifests: [
      { digest: manifests[0], platform: { os: 'linux', architecture: 'amd64' } },
      { digest: manifests[1], platform: { os: 'linux', architecture: 'arm64' } },
    ],
  });
  expect(hub.asked).toContainEqual(expect.stringMatching(/blobs.* bytes=100- Bearer t0$/));
});

test('it is not made for all of them', async () => {
  await using there = await makeBench();
  await using hub = await serveRegistry(await storedImages(there.store, ['linux/amd64']));
  await using bench = await makeBench();
  await expect(packBundle(requestFor(bench, hub.url))).rejects.toMatchObject({
    message: `${reference} is not made for linux/arm64; it is for linux/amd64.`,
    help: 'Name others with `--platform`, separated by commas.',
  });
});

test('neither a registry nor an engine has it', async () => {
  await using hub = await serveRegistry(new Map(), { status: 429 });
  await using bench = await makeBench();
  await expect(packBundle(requestFor(bench, hub.url))).rejects.toThrow(
    'the limit of its pulls is used up',
  );
});
