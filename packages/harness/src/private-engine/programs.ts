import { existsSync, globSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Layout } from './layout.ts';
import type { Distribution } from './machine.ts';
import type { PackageArchive } from './package-archive.ts';
import { runCommand } from './run-command.ts';

/** The engine itself. `tini` is what Debian's docker-init points to; Ubuntu's is in docker.io. */
const enginePackages = {
  debian: ['docker.io', 'containerd', 'tini'],
  ubuntu: ['docker.io', 'containerd'],
} as const;

/** What must fit this machine's C library and kernel, and so comes from its own release. */
const supportPackages = [
  'runc',
  'libseccomp2',
  'iptables',
  'libip4tc2',
  'libip6tc2',
  'libmnl0',
  'libnftnl11',
  'libxtables12',
  'busybox-static',
];

/** Where packages come from; each is opened when first asked for. */
export interface Archives {
  /** Of the machine's own release. */
  readonly support: () => Promise<PackageArchive>;
  /** Of the release that the engine and the stand-in image are taken from. */
  readonly engine: () => Promise<PackageArchive>;
}

/** Debian 12's engine knows no here-documents: it gets the one of Debian 13. */
export function engineRelease({ id, codename }: Distribution): string {
  return id === 'debian' && codename === 'bookworm' ? 'trixie' : codename;
}

/** Downloads and unpacks the engine's programs; the folder appears when all is in it. */
export async function installPrograms(
  layout: Layout,
  { id }: Distribution,
  archives: Archives,
  onProgress: (text: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  onProgress(`Reading the package lists of ${id === 'debian' ? 'Debian' : 'Ubuntu'}…`);
  const [support, engine] = await Promise.all([archives.support(), archives.engine()]);
  const bytes = await engine.size(enginePackages[id]);
  onProgress(`Downloading the engine's packages (${megabytes(bytes)})…`);
  const files = [
    ...(await engine.download(enginePackages[id])),
    ...(await support.download(supportPackages)),
  ];
  onProgress('Unpacking them…');
  const unfinished = `${layout.programs}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(path.join(unfinished, 'bin'), { recursive: true });
  await unpackPackages(files, unfinished, signal);
  await rename(unfinished, layout.programs);
}

/** Unpacks packages one over the other, without running any of their scripts. */
export async function unpackPackages(
  files: readonly string[],
  folder: string,
  signal?: AbortSignal,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const file of files) await runCommand('dpkg-deb', ['-x', file, folder], { signal });
}

/** The path of an unpacked program. @throws where none of the packages had it. */
export function programPath({ programs }: Layout, name: string): string {
  const found = ['bin', 'usr/sbin', 'usr/bin', 'sbin']
    .map((folder) => path.join(programs, folder, name))
    .find((file) => existsSync(file));
  if (found === undefined) throw new Error(`The engine's packages hold no program ${name}.`);
  return found;
}

/** The environment in which unpacked programs find each other and their libraries. */
export function programEnvironment(
  { programs }: Layout,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const libraries = globSync('{usr/,}lib/*-linux-gnu*', { cwd: programs });
  const absolute = (folder: string) => path.join(programs, folder);
  return {
    ...env,
    PATH: [
      ...['bin', 'usr/sbin', 'usr/bin', 'sbin'].map(absolute),
      env.PATH ?? '',
      '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    ].join(':'),
    LD_LIBRARY_PATH: libraries.map(absolute).join(':'),
    XTABLES_LIBDIR: libraries.map((each) => absolute(path.join(each, 'xtables'))).join(':'),
  };
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
