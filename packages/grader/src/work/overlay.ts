import { chmod, lstat, open, readdir, realpath, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What others wrote, in folders of these names, is not the learner's app. */
const ofOthers: ReadonlySet<string> = new Set(['.git', 'node_modules', 'site-packages']);

/**
 * Puts grading's files in a private copy of a submission: in the place of every
 * file of that name, which keeps its permissions and its `#!` line, or beside the
 * Dockerfile where there is none. No link is followed; one that leads to something
 * else gives way to the file.
 */
export async function layOverlay(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const root = await realpath(folder);
  const places = await findPlaces(root, new Set(Object.keys(files)));
  for (const [name, text] of Object.entries(files)) {
    const own = places.filter((place) => path.basename(place) === name);
    const atRoot = path.join(root, name);
    for (const place of own) await replace(place, text, own);
    if (own.length === 0 && !(await exists(atRoot))) await writeFile(atRoot, text, { flag: 'wx' });
  }
}

/** Files and links of these names, however deep. */
async function findPlaces(folder: string, names: ReadonlySet<string>): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!ofOthers.has(entry.name)) found.push(...(await findPlaces(place, names)));
    } else if (names.has(entry.name)) {
      found.push(place);
    }
  }
  return found;
}

async function replace(place: string, text: string, places: readonly string[]): Promise<void> {
  const stats = await lstat(place);
  if (stats.isSymbolicLink()) {
    const target = await realpath(place).catch(() => undefined);
    if (target !== undefined && places.includes(target)) return;
    if (target !== undefined && (await stat(target)).isDirectory()) return;
  }
  // The copy is ours, whatever its file says of who may read it.
  if (stats.isFile()) await chmod(place, 0o600);
  const interpreter = stats.isFile() ? await interpreterLine(place) : '';
  await rm(place);
  await writeFile(place, interpreter + text, { flag: 'wx' });
  if (stats.isFile()) await chmod(place, stats.mode);
}

/** What a file that is started as a program says of who reads it; empty where it says nothing. */
async function interpreterLine(file: string): Promise<string> {
  await using handle = await open(file);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(256), 0, 256, 0);
  return /^#!.*\r?\n/.exec(buffer.toString('latin1', 0, bytesRead))?.[0] ?? '';
}

async function exists(place: string): Promise<boolean> {
  return (await lstat(place).catch(() => undefined)) !== undefined;
}
