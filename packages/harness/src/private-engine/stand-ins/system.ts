import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { unpackPackages } from '../programs.ts';
import { runCommand } from '../run-command.ts';

/** Depended on for the sake of being installed; here nothing is. */
const unwanted = ['debconf', 'dpkg', 'openssl', 'tar'];
/** As in Alpine; `usr/src` as in images of languages. */
const emptyFolders = [
  ...['dev', 'home', 'media', 'mnt', 'opt', 'proc', 'root', 'run', 'srv', 'sys', 'tmp'],
  ...['usr/src', 'var/tmp'],
];
const pruned = ['doc', 'doc-base', 'info', 'lintian', 'locale', 'man', 'bash-completion'];

/**
 * Lays out what stand-ins have in common, from packages none of whose scripts are run: a system
 * with the commands of BusyBox, and files of the kit's own over it.
 * @param files folder beside this file; what is in `files` comes before it.
 * @param addTo puts in what this one has besides.
 */
export async function makeSystem(
  debs: readonly string[],
  rootfs: string,
  files: string,
  signal: AbortSignal | undefined,
  addTo: () => Promise<void>,
): Promise<void> {
  const wanted = debs.filter((deb) => !unwanted.includes(nameOfPackage(deb)));
  await unpackPackages(wanted, rootfs, signal);
  await mergeUsr(rootfs);
  await addBusybox(rootfs, signal);
  await addTo();
  for (const folder of emptyFolders) {
    await mkdir(path.join(rootfs, folder), { recursive: true });
  }
  for (const folder of ['tmp', 'var/tmp']) await chmod(path.join(rootfs, folder), 0o1777);
  for (const each of ['files', files]) {
    await cp(path.join(import.meta.dirname, each), rootfs, { recursive: true });
  }
  for (const each of pruned) {
    await rm(path.join(rootfs, 'usr/share', each), { recursive: true, force: true });
  }
}

/** `python3-flask` of `…/python3-flask_3.1.1-1_all.deb`. */
export function nameOfPackage(deb: string): string {
  return path.basename(deb).replace(/_.*/, '');
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
