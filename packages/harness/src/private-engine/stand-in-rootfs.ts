import { existsSync, globSync } from 'node:fs';
import {
  chmod,
  cp,
  mkdir,
  readFile,
  readdir,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { unpackPackages } from './programs.ts';
import { runCommand } from './run-command.ts';
import { makeWheel } from './wheels.ts';

/** Packages that, with what they depend on, make Python and a shell. */
export const systemPackages = [
  'busybox-static',
  'ca-certificates',
  'libc-bin',
  'python3',
  'python3-pip-whl',
  'python3-venv',
];
/** Libraries that `pip install` finds in the image, with what they depend on. */
export const libraryPackages = ['python3-flask'];

/** Depended on for the sake of being installed; here nothing is. */
const unwanted = ['debconf', 'dpkg', 'openssl', 'tar'];
/** As in Alpine; `usr/src` as in the `python` image. */
const emptyFolders = [
  ...['dev', 'home', 'media', 'mnt', 'opt', 'proc', 'root', 'run', 'srv', 'sys', 'tmp'],
  ...['usr/src', 'var/tmp'],
];
const pruned = ['doc', 'doc-base', 'info', 'lintian', 'locale', 'man', 'bash-completion'];

/** As `stand-in-files/etc/pip.conf` names it. */
const wheelFolder = 'usr/local/share/docker-workshop-kit/wheels';

/**
 * Lays the stand-in's files out in a folder: Python, pip, BusyBox and wheels,
 * from packages none of whose scripts are run.
 * @param debs of `systemPackages` and `libraryPackages`, with what they depend on
 * @returns Python's version, `3.13.5`
 */
export async function makeRootfs(
  debs: readonly string[],
  rootfs: string,
  signal?: AbortSignal,
): Promise<string> {
  const nameOf = (deb: string) => path.basename(deb).replace(/_.*/, '');
  const isLibrary = (deb: string) => /^python3-(?!minimal$|pip-whl$)/.test(nameOf(deb));
  const system = debs.filter((deb) => !isLibrary(deb) && !unwanted.includes(nameOf(deb)));
  await unpackPackages(system, rootfs, signal);
  await mergeUsr(rootfs);
  await addBusybox(rootfs, signal);

  const python = await addPython(debs, rootfs, signal);
  await addCertificates(rootfs);
  await addWheels(debs.filter(isLibrary), rootfs, signal);
  for (const folder of emptyFolders) {
    await mkdir(path.join(rootfs, folder), { recursive: true });
  }
  for (const folder of ['tmp', 'var/tmp']) await chmod(path.join(rootfs, folder), 0o1777);
  await cp(path.join(import.meta.dirname, 'stand-in-files'), rootfs, { recursive: true });
  await symlink('pip', path.join(rootfs, 'usr/local/bin/pip3'));
  for (const each of pruned) {
    await rm(path.join(rootfs, 'usr/share', each), { recursive: true, force: true });
  }
  return python;
}

/** Old packages keep files in /bin, /lib, …; all belong below /usr. */
async function mergeUsr(rootfs: string): Promise<void> {
  for (const each of ['bin', 'lib', 'lib64', 'sbin']) {
    const [old, merged] = [path.join(rootfs, each), path.join(rootfs, 'usr', each)];
    await mkdir(merged, { recursive: true });
    if (existsSync(old)) {
      await cp(old, merged, { recursive: true, verbatimSymlinks: true });
      await rm(old, { recursive: true });
    }
    await symlink(`usr/${each}`, old);
  }
}

/** Links for all commands that no package brings; among them the shell, as in Alpine. */
async function addBusybox(rootfs: string, signal: AbortSignal | undefined): Promise<void> {
  const bin = path.join(rootfs, 'usr/bin');
  const applets = await runCommand(path.join(bin, 'busybox'), ['--list'], { signal });
  const there = new Set(await readdir(bin));
  const missing = applets.split('\n').filter((name) => name !== '' && !there.has(name));
  for (const name of missing) await symlink('busybox', path.join(bin, name));
}

/** Debian's Python, with pip beside it, below /usr/local as the real image has them. */
async function addPython(
  debs: readonly string[],
  rootfs: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const package_ = debs
    .map((deb) => /python(3\.\d+)-minimal_(\d+\.\d+\.\d+)/.exec(deb))
    .find(Boolean);
  const [, release = '3', version = '3'] = package_ ?? [];
  const name = `python${release}`;
  const [usr, local] = [path.join(rootfs, 'usr'), path.join(rootfs, 'usr/local')];
  for (const folder of ['bin', 'lib']) {
    await mkdir(path.join(local, folder), { recursive: true });
    await rename(path.join(usr, folder, name), path.join(local, folder, name));
  }
  for (const link of ['python', 'python3']) await symlink(name, path.join(local, 'bin', link));
  await rm(path.join(usr, 'bin/python3'), { force: true });
  const library = path.join(local, 'lib', name);
  await rm(path.join(library, 'EXTERNALLY-MANAGED'), { force: true });

  // Debian's Python looks for packages in the one, and all others install them in the other.
  const packages = path.join(library, 'site-packages');
  await mkdir(packages);
  await rm(path.join(library, 'dist-packages'), { recursive: true, force: true });
  await symlink('site-packages', path.join(library, 'dist-packages'));
  for (const file of globSync('sysconfig{.py,/__init__.py}', { cwd: library })) {
    await edit(path.join(library, file), (text) =>
      text.replace("prefix_scheme = 'posix_local'", "prefix_scheme = 'posix_prefix'"),
    );
  }

  const [wheel = ''] = globSync('usr/share/python-wheels/pip-*.whl', { cwd: rootfs });
  const unzip = ['unzip', '-q', path.join(rootfs, wheel), '-d', packages];
  await runCommand(path.join(rootfs, 'usr/bin/busybox'), unzip, { signal });
  return version;
}

async function edit(file: string, change: (text: string) => string): Promise<void> {
  await writeFile(file, change(await readFile(file, 'utf8')));
}

/** pip checks servers by this file, also where it asks none. */
async function addCertificates(rootfs: string): Promise<void> {
  const certificates = globSync('usr/share/ca-certificates/**/*.crt', { cwd: rootfs }).sort();
  const texts = certificates.map((file) => readFile(path.join(rootfs, file), 'utf8'));
  const bundle = path.join(rootfs, 'etc/ssl/certs/ca-certificates.crt');
  await write(bundle, (await Promise.all(texts)).join(''));
  await rm(path.join(rootfs, 'usr/share/ca-certificates'), { recursive: true });
}

async function addWheels(
  debs: readonly string[],
  rootfs: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const unpacked = `${rootfs}.library`;
  for (const deb of debs) {
    await rm(unpacked, { recursive: true, force: true });
    await unpackPackages([deb], unpacked, signal);
    const wheel = await makeWheel(unpacked);
    if (wheel) await write(path.join(rootfs, wheelFolder, wheel.fileName), wheel.content);
  }
}

async function write(file: string, content: string | Buffer): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}
