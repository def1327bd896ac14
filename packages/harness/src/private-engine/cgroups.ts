import { existsSync } from 'node:fs';
import { mkdir, readdir, rmdir, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import path from 'node:path';

const mount = '/sys/fs/cgroup';
/** Of the machine's memory, for all containers and builds of an engine together. */
const share = 0.75;
const mostProcesses = 8192;

interface Total {
  readonly memoryBytes: number;
  readonly processes: number;
}

/** By the file that takes it, of either version of control groups; the second has no folder a controller. */
function filesOf({ memoryBytes, processes }: Total) {
  return [
    ['memory', 'memory.limit_in_bytes', memoryBytes],
    ['pids', 'pids.max', processes],
    ['', 'memory.max', memoryBytes],
    ['', 'pids.max', processes],
  ] as const;
}

/**
 * Makes the control group that all containers and builds of an engine are in, so
 * that together they leave something of the machine. Where it cannot be had, they are as before.
 */
export async function makeCgroup(name: string): Promise<void> {
  const memoryBytes = Math.floor(totalmem() * share);
  for (const [controller, file, value] of filesOf({ memoryBytes, processes: mostProcesses })) {
    await limit(path.join(mount, controller), name, file, value).catch(() => undefined);
  }
}

/**
 * Makes a control group that nothing is to leave.
 * @param name may be that of a group in another one.
 * @returns the folders for an engine's own processes, one a hierarchy.
 * @throws where this machine does not limit both memory and processes by one.
 */
export async function limitCgroup(name: string, total: Total): Promise<readonly string[]> {
  const limited: string[] = [];
  const folders = new Set<string>();
  for (const [controller, file, value] of filesOf(total)) {
    const folder = await limit(path.join(mount, controller), name, file, value);
    if (folder === undefined) continue;
    const own = path.join(folder, 'engine');
    await mkdir(own, { recursive: true });
    folders.add(own);
    limited.push(file);
  }
  if (limited.length < 2) throw new Error('Control groups limit too little here.');
  return [...folders];
}

/** @returns its folder; nothing where that hierarchy is not here. */
async function limit(
  parent: string,
  name: string,
  file: string,
  value: number,
): Promise<string | undefined> {
  if (!existsSync(path.join(parent, 'cgroup.procs'))) return undefined;
  const folder = path.join(parent, name);
  await mkdir(folder, { recursive: true });
  // cgroups(7): in the second version a group hands its controllers on only where it is told to.
  const handedOn = path.join(path.dirname(folder), 'cgroup.subtree_control');
  await writeFile(handedOn, '+memory +pids').catch(() => undefined);
  await writeFile(path.join(folder, file), String(value));
  return folder;
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
