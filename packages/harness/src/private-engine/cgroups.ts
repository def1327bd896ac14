import { readdir, rmdir } from 'node:fs/promises';
import path from 'node:path';

/** A hierarchy, a controller, and the few levels that systemd or a sandbox puts above. */
const deepest = 6;

/** Removes the control groups of this name, with those in them, wherever they are mounted. */
export async function removeCgroups(
  name: string,
  folder = '/sys/fs/cgroup',
  depth = 0,
): Promise<void> {
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
