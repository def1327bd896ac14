import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { digestOf, openBlobStore } from '../blob-store.ts';
import type { BlobStore } from '../blob-store.ts';
import type { Bundle } from '../format/bundle.ts';
import { mediaTypes } from '../format/media-types.ts';
import { writeBundle } from '../format/write-bundle.ts';
import { assemble } from '../pack/assemble.ts';
import { describeImage } from '../pack/packed-image.ts';
import type { PackedImage } from '../pack/packed-image.ts';

/** For tests: a folder that is gone afterwards, with a store in it. */
export interface Bench extends AsyncDisposable {
  readonly folder: string;
  readonly store: BlobStore;
}

export async function makeBench(): Promise<Bench> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bundle-'));
  return {
    folder,
    store: openBlobStore(path.join(folder, 'store')),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** An image of one layer, with these files. */
async function syntheticImage(
  store: BlobStore,
  platform: string,
  files: Readonly<Record<string, string>>,
): Promise<PackedImage> {
  const tar = pack();
  for (const [name, content] of Object.entries(files)) tar.entry({ name }, content);
  tar.finalize();
  const layer = await buffer(tar);
  const [os, architecture] = platform.split('/');
  const config = await store.put(
    Buffer.from(
      JSON.stringify({
        os,
        architecture,
        config: { Cmd: ['/hello'], Labels: null },
        rootfs: { type: 'layers', diff_ids: [await digestOf([layer])] },
        history: [{ created_by: 'COPY . /' }],
      }),
    ),
  );
  const packed = await store.put(gzipSync(layer));
  return describeImage(store, {
    platform,
    config: { mediaType: mediaTypes.config, ...config },
    layers: [{ mediaType: mediaTypes.layer, ...packed }],
  });
}

/** The same image for two processors, with a wheel. */
export async function syntheticBundle({ folder, store }: Bench): Promise<{
  readonly file: string;
  readonly bundle: Bundle;
}> {
  const blob = await store.put(Buffer.from('a wheel'));
  const wheels = [{ file: 'Some_Thing-1.0-py3-none-any.whl', blob }];
  const platforms = [];
  for (const platform of ['linux/amd64', 'linux/arm64']) {
    platforms.push({ image: await syntheticImage(store, platform, { hello: platform }), wheels });
  }
  const images = [{ reference: 'python:3-alpine', platforms }];
  const bundle = await assemble(images, ['containerize-python'], store, new Date(0));
  const file = path.join(folder, 'bundle.tar');
  await writeBundle(file, bundle, ({ digest }) => store.read(digest));
  return { file, bundle };
}
