import { appendFile, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import { expect, test } from 'vitest';
import { makeBench, syntheticBundle } from '../testing/synthetic.ts';
import type { Bench } from '../testing/synthetic.ts';
import type { Bundle } from './bundle.ts';
import { openBundleFile } from './file-source.ts';
import { writeBundle } from './write-bundle.ts';

async function obtainAll(file: string): Promise<void> {
  await using source = await openBundleFile(file);
  for (const entry of source.bundle.entries) await source.obtain(entry);
}

test('what was packed is there again', async () => {
  await using bench = await makeBench();
  const { file, bundle } = await syntheticBundle(bench);
  await using source = await openBundleFile(file);
  expect(source.bundle).toEqual(bundle);
  for (const entry of bundle.entries) {
    await source.obtain(entry);
    expect(await text(source.read(entry))).toBe(await text(bench.store.read(entry.digest)));
  }
  expect((await readdir(bench.folder)).toSorted()).toEqual(['bundle.tar', 'store']);
});

test('one that reads no further takes nothing from the others', async () => {
  await using bench = await makeBench();
  const { file, bundle } = await syntheticBundle(bench);
  await using source = await openBundleFile(file);
  const [entry] = bundle.entries;
  if (entry === undefined) throw new Error('There are no entries.');
  const early = source.read(entry);
  early.destroy();
  await once(early, 'close');
  expect(await text(source.read(entry))).toBe(await text(bench.store.read(entry.digest)));
});

test('the same content is the same file', async () => {
  await using bench = await makeBench();
  const { file } = await syntheticBundle(bench);
  const first = await readFile(file);
  await syntheticBundle(bench);
  expect(first.equals(await readFile(file))).toBe(true);
});

test('one whose content cannot be read leaves no file', async () => {
  await using bench = await makeBench();
  const { bundle } = await syntheticBundle(bench);
  const file = path.join(bench.folder, 'other.tar');
  const read = () =>
    new Readable({
      read() {
        this.destroy(new Error('The disk is gone.'));
      },
    });
  await expect(writeBundle(file, bundle, read)).rejects.toThrow('The disk is gone.');
  expect(await readdir(bench.folder)).not.toContain('other.tar');
});

test('a copy that was cut off', async () => {
  await using bench = await makeBench();
  const { file } = await syntheticBundle(bench);
  const whole = await readFile(file);
  await truncate(file, whole.length - 3_000);
  await expect(openBundleFile(file)).rejects.toMatchObject({
    message: expect.stringMatching(
      /^`.*bundle\.tar` is cut off: 12 kB of 14 kB are there, 2 kB are missing\.$/,
    ) as unknown,
    help: 'Copy it again to its end, and run the same command again.',
  });
  await truncate(file, 700);
  await expect(openBundleFile(file)).rejects.toThrow('is no bundle, or only the beginning of one');

  await writeFile(file, whole);
  await expect(obtainAll(file)).resolves.toBeUndefined();
  await appendFile(file, 'whatever follows');
  await expect(obtainAll(file)).resolves.toBeUndefined();
});

test('a copy with one bit that is another is named with its blob', async () => {
  await using bench = await makeBench();
  const { file, bundle } = await syntheticBundle(bench);
  const content = await readFile(file);
  const place = content.indexOf('a wheel');
  content[place] = (content[place] ?? 0) ^ 1;
  await writeFile(file, content);
  const wheel = bundle.images[0]?.platforms[0]?.packages[0]?.digest.slice(7) ?? '';
  await expect(obtainAll(file)).rejects.toMatchObject({
    message: `\`${file}\` is damaged: blobs/sha256/${wheel} in it is not what it was when it was packed.`,
    help: 'Copy the file again; where that changes nothing, pack it again.',
  });
});

test.each([
  ['no file', undefined, 'cannot be read: there is no such file'],
  ['an empty file', '', 'is no bundle'],
  ['some other file', 'x'.repeat(2_000), 'is no bundle'],
])('%s', async (_, content, message) => {
  await using bench = await makeBench();
  const file = path.join(bench.folder, 'other');
  if (content !== undefined) await writeFile(file, content);
  await expect(openBundleFile(file)).rejects.toThrow(message);
});

test('a folder', async () => {
  await using bench = await makeBench();
  await expect(openBundleFile(bench.folder)).rejects.toThrow('is no bundle');
});

const hash = `sha256:${'0'.repeat(64)}`;

type Hostile = [string, (bundle: Bundle) => object];

/** Another image in the place of the one that it has. */
function named(reference: string): Hostile {
  return [
    `an image ${reference}`,
    (bundle) => ({ ...bundle, images: bundle.images.map((image) => ({ ...image, reference })) }),
  ];
}

test.each<Hostile>([
  ['another shape', () => ({})],
  ['of a later kit', (bundle) => ({ ...bundle, schema: 'workshop/bundle/v2' })],
  [
    'an entry that leads elsewhere',
    (bundle) => ({ ...bundle, entries: [{ name: '../../etc/passwd', size: 1, digest: hash }] }),
  ],
  [
    'a blob of another name',
    (bundle) => ({
      ...bundle,
      entries: [{ name: `blobs/sha256/${'1'.repeat(64)}`, size: 1, digest: hash }],
    }),
  ],
  [
    'a digest that leads elsewhere',
    (bundle) => ({
      ...bundle,
      entries: [{ name: 'blobs/sha256/../x', size: 1, digest: 'sha256:../x' }],
    }),
  ],
  [
    'a size below nothing',
    (bundle) => ({ ...bundle, entries: [{ name: 'index.json', size: -1, digest: hash }] }),
  ],
  [
    'a size without end',
    (bundle) => ({ ...bundle, entries: [{ name: 'index.json', size: 1e300, digest: hash }] }),
  ],
  ['no images', (bundle) => ({ ...bundle, images: [] })],
  [
    'an image for no processor',
    (bundle) => ({
      ...bundle,
      images: [{ reference: 'python:3', index: hash, platforms: [] }],
    }),
  ],
  ...['python@' + hash, 'python:3@' + hash].map(named),
  ...['workshop-bundle/python:3', 'docker.io/before-workshop-bundle/python:3'].map(named),
  [
    'an entry of no size',
    (bundle) => ({ ...bundle, entries: [{ name: 'index.json', size: 0, digest: hash }] }),
  ],
  [
    'control characters in a reference',
    (bundle) => ({
      ...bundle,
      images: [{ reference: 'python:3\u001b[2J', index: hash, platforms: [] }],
    }),
  ],
  [
    'a wheel that leads elsewhere',
    (bundle) => ({
      ...bundle,
      images: bundle.images.map((image) => ({
        ...image,
        platforms: [
          {
            platform: 'linux/amd64',
            manifest: hash,
            packages: [{ file: '../a.whl', digest: hash }],
          },
        ],
      })),
    }),
  ],
])('a bundle with %s is refused', async (_, change) => {
  await using bench: Bench = await makeBench();
  const { bundle } = await syntheticBundle(bench);
  const file = path.join(bench.folder, 'hostile.tar');
  const tar = pack();
  tar.entry({ name: 'bundle.json' }, JSON.stringify(change(bundle)));
  tar.finalize();
  await writeFile(file, await buffer(tar));
  await expect(openBundleFile(file)).rejects.toMatchObject({
    name: 'BundleError',
    message: `\`${file}\` is no bundle that this kit can read.`,
  });
});
