import { existsSync, globSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Archives } from './archives.ts';
import type { Layout } from './layout.ts';
import type { Distribution } from './machine.ts';
import { runCommand } from './run-command.ts';

/**
 * The engine itself and Docker's command. `tini` is what Debian's docker-init
 * points to; Ubuntu has it, and the command, in docker.io.
 */
const enginePackages = {
  debian: ['docker.io', 'containerd', 'tini', 'docker-cli', 'docker-buildx'],
  ubuntu: ['docker.io', 'containerd', 'docker-buildx'],
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

/** Of the unpacked packages; in `bin` are links of ours. */
const folders = ['bin', 'usr/sbin', 'usr/bin', 'sbin'];

/** Of our own environment; DOCKER_TLS_VERIFY, NOTIFY_SOCKET and the like would mislead the daemon. */
const passedOn = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY']
  .flatMap((name) => [name, name.toLowerCase()])
  .concat('HOME', 'LANG', 'SSL_CERT_FILE', 'SSL_CERT_DIR');

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
  const { unfinished } = layout;
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
  const found = folders
    .map((folder) => path.join(programs, folder, name))
    .find((file) => existsSync(file));
  if (found === undefined) throw new Error(`The engine's packages hold no program ${name}.`);
  return found;
}

/** The environment in which unpacked programs find each other and their libraries. */
export function programEnvironment({ programs }: Layout): NodeJS.ProcessEnv {
  const inPrograms = (folder: string) => path.join(programs, folder);
  const libraries = globSync('{usr/,}lib/*-linux-gnu*', { cwd: programs });
  const system = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
  return {
    ...pick(process.env, passedOn),
    PATH: [...folders.map(inPrograms), ...system].join(':'),
    LD_LIBRARY_PATH: libraries.map(inPrograms).join(':'),
    XTABLES_LIBDIR: libraries.map((each) => inPrograms(`${each}/xtables`)).join(':'),
  };
}

function pick(env: NodeJS.ProcessEnv, names: readonly string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
