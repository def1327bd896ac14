import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createGzip } from 'node:zlib';
import { findImage, saveImage } from '@kit/harness';
import type { Engine } from '@kit/harness';
import { extract } from 'tar-stream';
import * as v from 'valibot';
import type { Blob, BlobStore } from '../blob-store.ts';
import { mediaTypes } from '../format/media-types.ts';
import { parseConfig, platformOf } from '../format/oci.ts';
import type { Descriptor } from '../format/oci.ts';
import { describeImage } from './packed-image.ts';
import type { PackedImage } from './packed-image.ts';

/** As `docker save` writes `manifest.json`. */
const saved = v.strictTuple([v.object({ Config: v.string(), Layers: v.array(v.string()) })]);

/**
 * Takes an image that an engine has, for the one platform that it is of.
 * @returns nothing where it has none of that name.
 * @throws EngineError
 */
export async function imageOfEngine(
  engine: Engine,
  reference: string,
  store: BlobStore,
): Promise<PackedImage | undefined> {
  if ((await findImage(engine, reference)) === undefined) return undefined;
  const files = await storeFiles(await saveImage(engine, reference), store);
  const blobOf = (name: string): Blob => {
    const found = files.get(name);
    if (found === undefined) throw new Error(`The engine saved ${reference} without ${name}.`);
    return found;
  };
  const manifest = await text(store.read(blobOf('manifest.json').digest));
  const [image] = v.parse(saved, JSON.parse(manifest));
  const config = blobOf(image.Config);
  const layers: Descriptor[] = [];
  for (const name of image.Layers) {
    layers.push({ mediaType: mediaTypes.layer, ...(await packLayer(blobOf(name), store)) });
  }
  return describeImage(store, {
    platform: platformOf(parseConfig(await text(store.read(config.digest)))),
    config: { mediaType: mediaTypes.config, ...config },
    layers,
  });
}

/** Every file of an archive, by its name. */
async function storeFiles(archive: Readable, store: BlobStore): Promise<ReadonlyMap<string, Blob>> {
  const files = new Map<string, Blob>();
  const links = new Map<string, string>();
  const entries = extract();
  archive.once('error', (error) => entries.destroy(error)).pipe(entries);
  for await (const entry of entries) {
    const { name, type, linkname } = entry.header;
    if (type === 'file') files.set(name, await store.put(entry as unknown as Readable));
    // Older engines save a layer that is there twice as a link to itself.
    else if (linkname) links.set(name, new URL(linkname, `file:///${name}`).pathname.slice(1));
    entry.resume();
  }
  for (const [name, target] of links) {
    const found = files.get(target);
    if (found) files.set(name, found);
  }
  return files;
}

/** Some engines have layers gzipped, some do not: in a bundle they are. */
async function packLayer(layer: Blob, store: BlobStore): Promise<Blob> {
  const head = await firstBytes(store.read(layer.digest));
  const isPacked = head[0] === 0x1f && head[1] === 0x8b;
  return isPacked ? layer : store.put(store.read(layer.digest).pipe(createGzip()));
}

async function firstBytes(content: Readable): Promise<Buffer> {
  for await (const chunk of content as AsyncIterable<Buffer>) return chunk;
  return Buffer.alloc(0);
}
