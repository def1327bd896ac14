import type { Blob, BlobStore } from '../blob-store.ts';
import { mediaTypes } from '../format/media-types.ts';
import type { Descriptor } from '../format/oci.ts';

/** An image for one platform, all of whose blobs are in the store. */
export interface PackedImage {
  /** `linux/amd64` */
  readonly platform: string;
  readonly manifest: Blob & { readonly mediaType: string };
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

/** A wheel that lies in an image, and in the store. */
export interface PackedWheel {
  readonly file: string;
  readonly blob: Blob;
}

/** Writes the manifest of an image whose config and layers are in the store. */
export async function describeImage(
  store: BlobStore,
  { platform, config, layers }: Pick<PackedImage, 'platform' | 'config' | 'layers'>,
  mediaType: string = mediaTypes.manifest,
): Promise<PackedImage> {
  const manifest = { schemaVersion: 2, mediaType, config, layers };
  const blob = await store.put(Buffer.from(JSON.stringify(manifest)));
  return { platform, manifest: { ...blob, mediaType }, config, layers };
}
