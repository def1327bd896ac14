import { lstat, mkdir, readFile, unlink } from 'node:fs/promises';
import path from 'node:path';
import { writeAtomically } from '@kit/terminal';

/**
 * Puts a text in a file below a folder of ours. What stands in its way there, a
 * link to another place above all, is taken away and never gone through; a
 * file with that very text is left alone.
 *
 * @param names of the folders and the file, below `root`; `root` itself may be a link.
 * @throws what the file system says.
 */
export async function putReport(
  root: string,
  names: readonly string[],
  text: string,
): Promise<void> {
  await mkdir(root, { recursive: true });
  let place = root;
  for (const name of names.slice(0, -1)) {
    place = path.join(place, name);
    await ownFolder(place);
  }
  const file = path.join(place, names.at(-1) ?? '');
  if (!(await holds(file, text))) await writeAtomically(file, text);
}

async function ownFolder(place: string): Promise<void> {
  if (await isFolder(place)) return;
  // Of a link only the link goes. Somebody else may have seen to it in the meantime: so it is looked at again.
  await unlink(place).catch(() => undefined);
  await mkdir(place, { recursive: true });
  if (!(await isFolder(place))) throw Object.assign(new Error(place), { code: 'ENOTDIR' });
}

async function isFolder(place: string): Promise<boolean> {
  return (await lstat(place).catch(() => undefined))?.isDirectory() === true;
}

/** Looks first: a pipe would never end, and a device has no end. */
async function holds(file: string, text: string): Promise<boolean> {
  const found = await lstat(file).catch(() => undefined);
  if (found?.isFile() !== true || found.size !== Buffer.byteLength(text)) return false;
  return (await readFile(file, 'utf8').catch(() => undefined)) === text;
}
