import { buffer, text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { bundledPackages } from '@kit/harness';
import { extract } from 'tar-stream';
import { expect, test } from 'vitest';
import { digestOf } from '../blob-store.ts';
import type { BlobStore } from '../blob-store.ts';
import { mediaTypes } from '../format/media-types.ts';
import { makeBench, syntheticImage } from '../testing/synthetic.ts';
import type { PackedImage } from './packed-image.ts';
import { withWheels } from './wheel-layer.ts';

interface Config {
  readonly rootfs: { readonly diff_ids: readonly string[] };
  readonly history: readonly { readonly created?: string; readonly created_by: string }[];
}

async function configOf(store: BlobStore, { config }: PackedImage): Promise<Config> {
  return JSON.parse(await text(store.read(config.digest))) as Config;
}

test('one layer more, told in the history, and nothing else is another', async () => {
  await using bench = await makeBench();
  const { store } = bench;
  const image = await syntheticImage(store, 'linux/amd64', { hello: 'there' });
  const wheels = [
    { file: 'flask-3.1.2-py3-none-any.whl', blob: await store.put(Buffer.from('flask')) },
    { file: 'click-8.1.8-py3-none-any.whl', blob: await store.put(Buffer.from('click')) },
  ];
  const packed = await withWheels(image, wheels, store);

  const before = await configOf(store, image);
  const { rootfs, history, ...rest } = await configOf(store, packed);
  expect({ ...rest, rootfs: before.rootfs, history: before.history }).toEqual(before);
  expect(packed.layers.slice(0, -1)).toEqual(image.layers);
  const layer = packed.layers.at(-1);
  const tar = gunzipSync(await buffer(store.read(layer?.digest ?? '')));
  expect(layer?.mediaType).toBe(mediaTypes.layer);
  expect(rootfs.diff_ids).toEqual([...before.rootfs.diff_ids, await digestOf([tar])]);
  expect(history.slice(0, -1)).toEqual(before.history);
  expect(history.at(-1)?.created).toBe('1970-01-01T00:00:00.000Z');
  expect(bundledPackages(history.map((each) => each.created_by))).toEqual([
    'flask 3.1.2',
    'click 8.1.8',
  ]);

  const files = new Map<string, string>();
  const entries = extract();
  entries.end(tar);
  for await (const entry of entries) files.set(entry.header.name, (await buffer(entry)).toString());
  const folder = 'usr/local/share/docker-workshop-kit/wheels';
  expect([...files.keys()]).toEqual([
    'usr/local/share/docker-workshop-kit/',
    `${folder}/`,
    'etc/pip.conf',
    `${folder}/flask-3.1.2-py3-none-any.whl`,
    `${folder}/click-8.1.8-py3-none-any.whl`,
  ]);
  expect(files.get('etc/pip.conf')).toBe(`[global]\nno-index = true\nfind-links = /${folder}\n`);
  expect(files.get(`${folder}/flask-3.1.2-py3-none-any.whl`)).toBe('flask');

  // The same wheels make the same image: forty engines share its layers.
  expect((await withWheels(image, wheels, store)).manifest).toEqual(packed.manifest);
});
