import { existsSync } from 'node:fs';
import { mkdir, readdir, rmdir, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import path from 'node:path';

const mount = '/sys/fs/cgroup';
/** Of the machine's memory, for all containers and builds of an engine together. */
const share = 0.75;
const mostProcesses = 8192;

/** By the file that takes it, of either version of control groups; the second has no folder a controller. */
const totals: readonly (readonly [controller: string, file: string, value: () => number])[] = [
  ['memory', 'memory.limit_in_bytes', () => Math.floor(totalmem() * share)],
  ['pids', 'pids.max', () => mostProcesses],
  ['', 'memory.max', () => Math.floor(totalmem() * share)],
  ['', 'pids.max', () => mostProcesses],
];

/**
 * Makes the control group that all containers and builds of an engine are in, so
 * that together they leave something of the machine. Where it cannot be had, they are as before.
 */
export async function makeCgroup(name: string): Promise<void> {
  for (const [controller, file, value] of totals) {
    const parent = path.join(mount, controller);
    if (!existsSync(path.join(parent, 'cgroup.procs'))) continue;
    const folder = path.join(parent, name);
    await mkdir(folder, { recursive: true })
      .then(() => writeFile(path.join(folder, file), String(value())))
      .catch(() => undefined);
  }
}

/** A hierarchy, a controller, and the few levels that systemd or a sandbox puts above. */
const deepest = 6;

/** Removes the control groups of this name, with those in them, wherever they are mounted. */
export async function removeCgroups(name: string, folder = mount, depth = 0): Promise<void> {
  const folders = await subfolders(folder);
  for (const each of folders) {
    const child = path.join(folder, each);
    if (each === name) await removeTree(child);
    else if (depth < deepest) await removeCgroups(name, child, depth + 1);
  }
}

async function removeTree(folder: string): Promise<void> {
  for (const each of await subfolders(folder)) await removeTree(path.join(folder, each));
  // The kernel's files in it go with it. Busy where a process is still in it.
  await rmdir(folder).catch(() => {});
}

async function subfolders(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}
