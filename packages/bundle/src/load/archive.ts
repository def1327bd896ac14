import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import type { Bundle, BundleEntry } from '../format/bundle.ts';
import { blobName } from '../format/bundle.ts';
import type { Manifest } from '../format/oci.ts';
import { BundleError } from '../bundle-error.ts';
import { addEntry } from '../format/write-bundle.ts';
import type { BundleSource } from '../format/source.ts';

/** An image as an engine is given it. */
export interface LoadableImage {
  readonly names: readonly string[];
  readonly config: BundleEntry;
  readonly layers: readonly BundleEntry[];
}

/** The archive that `docker load` takes, of all ages, and Podman: made as it is read. */
export function imageArchive(
  { names, config, layers }: LoadableImage,
  read: BundleSource['read'],
): Readable {
  const tar = pack();
  const fill = async () => {
    const manifest = [
      { Config: config.name, RepoTags: names, Layers: layers.map(({ name }) => name) },
    ];
    tar.entry({ name: 'manifest.json', mode: 0o644 }, JSON.stringify(manifest));
    // One layer can be there twice, its file only once.
    for (const entry of new Set([config, ...layers])) {
      await addEntry(tar, entry.name, entry.size, read(entry));
    }
    tar.finalize();
  };
  fill().catch((error: unknown) => tar.destroy(error as Error));
  return Readable.from(tar);
}

/** @throws BundleError where the bundle names what it does not hold. */
export function findEntry({ entries }: Bundle, digest: string): BundleEntry {
  const found = entries.find(({ name }) => name === blobName(digest));
  if (found !== undefined) return found;
  throw new BundleError(
    `The bundle lacks ${digest}, which one of its images is made of.`,
    'Make another one with `pnpm bundle pack`.',
  );
}

export function entriesOf(
  bundle: Bundle,
  { config, layers }: Pick<Manifest, 'config' | 'layers'>,
): Pick<LoadableImage, 'config' | 'layers'> {
  return {
    config: findEntry(bundle, config.digest),
    layers: layers.map(({ digest }) => findEntry(bundle, digest)),
  };
}
