import type { Blob, BlobStore } from '../blob-store.ts';
import { blobName } from '../format/bundle.ts';
import type { Bundle, BundleEntry } from '../format/bundle.ts';
import { mediaTypes } from '../format/media-types.ts';
import type { PackedImage, PackedWheel } from './packed-image.ts';

/** One image of a workshop, for all platforms that it was packed for. */
export interface ImageToPack {
  readonly reference: string;
  readonly platforms: readonly {
    readonly image: PackedImage;
    readonly wheels: readonly PackedWheel[];
  }[];
}

/** Makes the bundle of images whose blobs are in the store. */
export async function assemble(
  images: readonly ImageToPack[],
  workshops: readonly string[],
  store: BlobStore,
  now: Date = new Date(),
): Promise<Bundle> {
  const blobs = new Map<string, Blob>();
  const add = (...more: readonly Blob[]) => {
    for (const { digest, size } of more) blobs.set(digest, { digest, size });
  };
  const indexes = [];
  const described: Bundle['images'] = [];
  for (const { reference, platforms } of images) {
    const manifests = platforms.map(({ image }) => ({
      ...image.manifest,
      platform: partsOf(image.platform),
    }));
    const index = await putJson(store, {
      schemaVersion: 2,
      mediaType: mediaTypes.index,
      manifests,
    });
    add(index);
    for (const { image, wheels } of platforms) {
      add(image.manifest, image.config, ...image.layers, ...wheels.map(({ blob }) => blob));
    }
    indexes.push({
      mediaType: mediaTypes.index,
      ...index,
      annotations: { 'org.opencontainers.image.ref.name': reference },
    });
    described.push({
      reference,
      index: index.digest,
      platforms: platforms.map(({ image, wheels }) => ({
        platform: image.platform,
        manifest: image.manifest.digest,
        packages: wheels.map(({ file, blob }) => ({ file, digest: blob.digest })),
      })),
    });
  }
  const layout = await putJson(store, { imageLayoutVersion: '1.0.0' });
  const index = await putJson(store, { schemaVersion: 2, manifests: indexes });
  const entries: BundleEntry[] = [
    { name: 'oci-layout', ...layout },
    { name: 'index.json', ...index },
    ...[...blobs.values()].map((blob) => ({ name: blobName(blob.digest), ...blob })),
  ];
  return {
    schema: 'workshop/bundle/v1',
    createdAt: now.toISOString(),
    workshops: [...workshops],
    images: described,
    entries,
  };
}

function putJson(store: BlobStore, value: object): Promise<Blob> {
  return store.put(Buffer.from(JSON.stringify(value)));
}

function partsOf(platform: string) {
  const [os = '', architecture = '', variant] = platform.split('/');
  return { os, architecture, ...(variant !== undefined && { variant }) };
}
