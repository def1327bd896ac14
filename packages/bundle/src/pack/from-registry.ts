import { text } from 'node:stream/consumers';
import { list } from '@kit/checker';
import { parseImageReference } from '@kit/dockerfile';
import type { Blob, BlobStore } from '../blob-store.ts';
import { BundleError } from '../bundle-error.ts';
import { isIndex } from '../format/media-types.ts';
import { parseConfig, parseIndex, parseManifest, platformOf } from '../format/oci.ts';
import type { FoundManifest, Registry } from '../registry/registry.ts';
import type { PackedImage } from './packed-image.ts';

export interface FromRegistry {
  readonly registry: Registry;
  readonly store: BlobStore;
  readonly signal: AbortSignal;
  /** Told what is fetched, and how much of it is here. */
  readonly onBytes?: (count: number) => void;
}

/**
 * Fetches an image for some platforms, manifests and layers as the registry has them.
 * @throws RegistryError; BundleError where it is not made for one of the platforms.
 */
export async function imagesOfRegistry(
  reference: string,
  platforms: readonly string[],
  from: FromRegistry,
): Promise<readonly PackedImage[]> {
  const { repository = '', tag = '' } = parseImageReference(reference) ?? {};
  const top = await from.registry.manifest(repository, tag);
  if (!isIndex(top.mediaType)) {
    const image = await fetchImage(repository, top, from);
    requirePlatforms(reference, platforms, [image.platform]);
    return [image];
  }
  const there = parseIndex(top.content.toString()).manifests.flatMap(({ digest, platform }) =>
    platform === undefined ? [] : [{ digest, platform: platformOf(platform) }],
  );
  requirePlatforms(
    reference,
    platforms,
    there.map(({ platform }) => platform),
  );
  const images: PackedImage[] = [];
  for (const { digest, platform } of there) {
    if (!platforms.includes(platform)) continue;
    images.push(
      await fetchImage(repository, await from.registry.manifest(repository, digest), from),
    );
  }
  return images;
}

async function fetchImage(
  repository: string,
  { content, mediaType }: FoundManifest,
  { registry, store, signal, onBytes }: FromRegistry,
): Promise<PackedImage> {
  const { config, layers } = parseManifest(content.toString());
  for (const blob of new Map<string, Blob>(
    [config, ...layers].map((each) => [each.digest, each]),
  ).values()) {
    const ask = (start: number) => registry.blob(repository, blob.digest, start);
    await store.obtain(blob, ask, { signal, ...(onBytes && { onBytes }) });
  }
  const manifest = { ...(await store.put(content)), mediaType };
  const platform = platformOf(parseConfig(await text(store.read(config.digest))));
  return { platform, manifest, config, layers };
}

function requirePlatforms(
  reference: string,
  wanted: readonly string[],
  there: readonly string[],
): void {
  const missing = wanted.filter((platform) => !there.includes(platform));
  if (missing.length === 0) return;
  const known = [...new Set(there)].filter((platform) => !platform.includes('unknown'));
  throw new BundleError(
    `${reference} is not made for ${list(missing)}; it is for ${list(known)}.`,
    'Name others with `--platform`, separated by commas.',
  );
}
