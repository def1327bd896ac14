import { text } from 'node:stream/consumers';
import { parseImageReference } from '@kit/dockerfile';
import { findEntry } from '../load/archive.ts';
import { blobName } from '../format/bundle.ts';
import type { BundleEntry } from '../format/bundle.ts';
import type { BundleOnDisk } from '../format/file-source.ts';
import { mediaTypes } from '../format/media-types.ts';
import { parseIndex } from '../format/oci.ts';
import type { Content } from './content.ts';

/** What a bundle has for whoever asks, by the names that they know it by. */
export interface Shelf {
  readonly blob: (digest: string) => Content | undefined;
  /** @param reference a tag, or a digest. */
  readonly manifest: (repository: string, reference: string) => Content | undefined;
  readonly wheel: (file: string) => Content | undefined;
  /** Files of the wheels, by the name of their project as PEP 503 writes it. */
  readonly projects: ReadonlyMap<
    string,
    readonly { readonly file: string; readonly digest: string }[]
  >;
}

/** Takes up what a bundle has. @throws BundleError where some of it is damaged. */
export async function stockShelf(source: BundleOnDisk): Promise<Shelf> {
  const { bundle, slice } = source;
  for (const entry of bundle.entries) await source.obtain(entry);
  const contentOf = (entry: BundleEntry, type: string): Content => ({
    ...{ type, size: entry.size, digest: entry.digest },
    read: (part) => slice(entry, part),
  });
  const blobs = new Map(
    bundle.entries
      .filter(({ name, digest }) => name === blobName(digest))
      .map((entry) => [entry.digest, entry]),
  );

  const tags = new Map<string, string>();
  const manifestTypes = new Map<string, string>();
  for (const { reference, index } of bundle.images) {
    const { registry, repository = '', tag = '' } = parseImageReference(reference) ?? {};
    // Engines ask a mirror for Docker Hub's alone.
    if (registry === 'docker.io') tags.set(`${repository}:${tag}`, index);
    manifestTypes.set(index, mediaTypes.index);
    const { manifests } = parseIndex(await text(source.read(findEntry(bundle, index))));
    for (const { digest, mediaType } of manifests) manifestTypes.set(digest, mediaType);
  }
  const wheels = new Map(
    bundle.images
      .flatMap(({ platforms }) => platforms.flatMap(({ packages }) => packages))
      .map(({ file, digest }) => [file, digest]),
  );
  const blob = (digest: string, type = 'application/octet-stream') => {
    const entry = blobs.get(digest);
    return entry && contentOf(entry, type);
  };
  return {
    blob,
    manifest(repository, reference) {
      const digest = tags.get(`${repository}:${reference}`) ?? reference;
      const type = manifestTypes.get(digest);
      return type === undefined ? undefined : blob(digest, type);
    },
    wheel: (file) => blob(wheels.get(file) ?? ''),
    projects: Map.groupBy(
      [...wheels].map(([file, digest]) => ({ file, digest })),
      ({ file }) => projectName(file.split('-')[0] ?? ''),
    ),
  };
}

/** PEP 503: `Some_Thing` and `some.thing` are `some-thing`. */
function projectName(name: string): string {
  return name.replaceAll(/[-_.]+/g, '-').toLowerCase();
}
