import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { digestOf, openBlobStore } from '../blob-store.ts';
import type { BlobStore } from '../blob-store.ts';
import type { Bundle } from '../format/bundle.ts';
import { mediaTypes } from '../format/media-types.ts';
import { parseConfig } from '../format/oci.ts';
import { writeBundle } from '../format/write-bundle.ts';
import { assemble } from '../pack/assemble.ts';
import { describeImage } from '../pack/packed-image.ts';
import type { PackedImage } from '../pack/packed-image.ts';
import type { Stored } from './registry.ts';

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
export async function syntheticImage(
  store: BlobStore,
  platform: string,
  files: Readonly<Record<string, string>>,
): Promise<PackedImage> {
  const tar = pack();
  for (const [name, content] of Object.entries(files))
    tar.entry({ name, mtime: new Date(0) }, content);
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

/** A stand-in as a real image is: with a pip that asks an index. */
export async function withoutPipConfig(image: PackedImage, store: BlobStore): Promise<PackedImage> {
  const tar = pack();
  // The layer specification of OCI: so a file of the layers below is gone.
  tar.entry({ name: 'etc/.wh.pip.conf' }, '');
  tar.finalize();
  const layer = await buffer(tar);
  const before = parseConfig(await text(store.read(image.config.digest)));
  const diff_ids = [...before.rootfs.diff_ids, await digestOf([layer])];
  const config = { ...before, rootfs: { ...before.rootfs, diff_ids }, history: [] };
  return describeImage(store, {
    platform: image.platform,
    config: {
      mediaType: mediaTypes.config,
      ...(await store.put(Buffer.from(JSON.stringify(config)))),
    },
    layers: [
      ...image.layers,
      { mediaType: mediaTypes.layer, ...(await store.put(gzipSync(layer))) },
    ],
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

/** Synthetic images as a registry has them, `library/python:3-alpine`; their layers take more than one packet. */
export async function storedImages(
  store: BlobStore,
  platforms: readonly string[],
): Promise<ReadonlyMap<string, Stored>> {
  const stored = new Map<string, Stored>();
  const manifests = [];
  for (const platform of platforms) {
    const noise = randomBytes(2_000).toString('hex');
    const image = await syntheticImage(store, platform, { hello: platform, noise });
    for (const { digest } of [image.config, ...image.layers]) {
      const content = await buffer(store.read(digest));
      stored.set(`library/python/blobs/${digest}`, { type: 'application/octet-stream', content });
    }
    const { digest, mediaType: type } = image.manifest;
    const content = await buffer(store.read(digest));
    stored.set(`library/python/manifests/${digest}`, { type, content });
    const [os, architecture] = platform.split('/');
    manifests.push({ ...image.manifest, platform: { os, architecture } });
  }
  const index = { schemaVersion: 2, mediaType: mediaTypes.dockerIndex, manifests };
  stored.set('library/python/manifests/3-alpine', {
    type: mediaTypes.dockerIndex,
    content: Buffer.from(JSON.stringify(index)),
  });
  return stored;
}
