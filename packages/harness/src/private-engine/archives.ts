import path from 'node:path';
import type { Layout } from './layout.ts';
import type { Distribution } from './machine.ts';
import { openPackageArchive } from './package-archive.ts';
import type { PackageArchive } from './package-archive.ts';

/** Where packages come from; each is opened when first asked for. */
export interface Archives {
  /** Of the machine's own release. */
  readonly support: () => Promise<PackageArchive>;
  /** Of the release that the engine and the stand-in image are taken from. */
  readonly engine: () => Promise<PackageArchive>;
}

/** The archives for a machine, with their lists and packages in the layout's `downloads`. */
export function openArchives(
  { downloads }: Layout,
  distribution: Distribution,
  signal?: AbortSignal,
): Archives {
  const opened = new Map<string, Promise<PackageArchive>>();
  const open = (release: string) => {
    const known =
      opened.get(release) ??
      openPackageArchive(path.join(downloads, release), distribution, release, signal);
    opened.set(release, known);
    return known;
  };
  return {
    support: () => open(distribution.codename),
    engine: () => open(engineRelease(distribution)),
  };
}

/** Debian 12's engine knows no here-documents: it gets the one of Debian 13. */
function engineRelease({ id, codename }: Distribution): string {
  return id === 'debian' && codename === 'bookworm' ? 'trixie' : codename;
}
