import { buffer, text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { bundleMark, openImage, wheelFolder } from '@kit/harness';
import type { Engine } from '@kit/harness';
import { pack } from 'tar-stream';
import { digestOf } from '../blob-store.ts';
import type { BlobStore } from '../blob-store.ts';
import { mediaTypes } from '../format/media-types.ts';
import { parseConfig } from '../format/oci.ts';
import { describeImage } from './packed-image.ts';
import type { PackedImage, PackedWheel } from './packed-image.ts';

/**
 * Without `no-index` pip asks the index for each package first, and in a room whose name
 * server does not answer one build waits for it for twenty seconds and more.
 */
const pipConfig = `[global]
no-index = true
find-links = /${wheelFolder}
`;

/** Podman wants a time of every layer; the same each time, so that the image is the same. */
const longAgo = new Date(0).toISOString();

/**
 * Puts wheels in an image, as one layer more: pip finds them there, and everything else
 * about the image stays as it is.
 */
export async function withWheels(
  image: PackedImage,
  wheels: readonly PackedWheel[],
  store: BlobStore,
): Promise<PackedImage> {
  const files = new Map([['etc/pip.conf', Buffer.from(pipConfig)]]);
  for (const { file, blob } of wheels) {
    files.set(`${wheelFolder}/${file}`, await buffer(store.read(blob.digest)));
  }
  const tar = await layerOf(files);
  const layer = await store.put(gzipSync(tar));
  const {
    rootfs,
    history = [],
    ...config
  } = parseConfig(await text(store.read(image.config.digest)));
  const changed = {
    ...config,
    rootfs: { ...rootfs, diff_ids: [...rootfs.diff_ids, await digestOf([tar])] },
    history: [
      ...history,
      { created: config.created ?? longAgo, created_by: bundleMark(wheels.map(nameOf)) },
    ],
  };
  const configBlob = await store.put(Buffer.from(JSON.stringify(changed)));
  const isDockers = image.manifest.mediaType === mediaTypes.dockerManifest;
  const mediaType = isDockers ? mediaTypes.dockerLayer : mediaTypes.layer;
  return describeImage(
    store,
    {
      platform: image.platform,
      config: { mediaType: image.config.mediaType, ...configBlob },
      layers: [...image.layers, { mediaType, ...layer }],
    },
    image.manifest.mediaType,
  );
}

async function layerOf(files: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const tar = pack();
  const mtime = new Date(0);
  for (const name of [wheelFolder.replace(/\/[^/]*$/, ''), wheelFolder]) {
    tar.entry({ name: `${name}/`, type: 'directory', mode: 0o755, mtime });
  }
  for (const [name, content] of files) tar.entry({ name, mode: 0o644, mtime }, content);
  tar.finalize();
  return buffer(tar);
}

/** `flask-3.1.2-py3-none-any.whl` is `flask 3.1.2`. */
function nameOf({ file }: PackedWheel): string {
  return file.split('-').slice(0, 2).join(' ');
}

/** The wheels that an image of an engine has already: the stand-in brings some, and so does what came with a bundle. */
export async function wheelsInside(
  engine: Engine,
  reference: string,
  store: BlobStore,
): Promise<readonly PackedWheel[]> {
  return openImage(engine, reference, async (read) => {
    const wheels: PackedWheel[] = [];
    for await (const { header, content } of (await read(`/${wheelFolder}`)) ?? []) {
      if (!header.name.endsWith('.whl')) continue;
      const blob = await store.put(await buffer(content));
      wheels.push({ file: header.name.replace(/^.*\//, ''), blob });
    }
    return wheels;
  });
}
