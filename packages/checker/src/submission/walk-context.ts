import { lstatSync, opendirSync, readlinkSync } from 'node:fs';
import type { Dirent, Stats } from 'node:fs';
import { join } from 'node:path';
import type { ContextEntry } from '@kit/dockerfile';
import { tooDeep, tooManyEntries } from '../admission/context.ts';
import { quote } from '../plain-text.ts';
import { SubmissionError } from './submission-error.ts';

/** How much of a folder is looked at. */
export interface WalkLimits {
  readonly entries: number;
  /** Folders in folders. */
  readonly depth: number;
}

/** More than any submission of a workshop has. */
export const usualLimits: WalkLimits = { entries: 20_000, depth: 64 };

/**
 * Every entry below a folder, sorted by path, no link followed. Folders that
 * `skips` names are listed and not entered.
 * @throws SubmissionError where the folder is too big or a folder in it cannot be read.
 */
export function walkContext(
  root: string,
  skips: (directory: string) => boolean = () => false,
  limits: WalkLimits = usualLimits,
): ContextEntry[] {
  const entries: ContextEntry[] = [];
  const pending: { readonly path: string; readonly depth: number }[] = [{ path: '', depth: 0 }];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const name of namesIn(root, folder.path)) {
      const path = folder.path === '' ? name : `${folder.path}/${name}`;
      const entry = entryAt(root, path);
      if (entry === undefined) continue;
      entries.push(entry);
      if (entries.length > limits.entries) {
        throw new SubmissionError(
          `${quote(root)} holds more than ${limits.entries.toLocaleString('en')} files: too many for a build context. ` +
            'Give the folder of the app alone, or name what the image does not need in a `.dockerignore`.',
          { refusal: tooManyEntries(limits.entries) },
        );
      }
      if (entry.kind !== 'directory' || skips(path)) continue;
      if (folder.depth === limits.depth) {
        throw new SubmissionError(
          `Folders in ${quote(root)} stand more than ${limits.depth} deep (${quote(path)}). ` +
            'Give the folder of the app alone, or name what the image does not need in a `.dockerignore`.',
          { refusal: tooDeep(path, limits.depth) },
        );
      }
      pending.push({ path, depth: folder.depth + 1 });
    }
  }
  return entries.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** Reads the folder piece by piece, so that the limit stops the walk and not its end. */
function* namesIn(root: string, path: string): Generator<string> {
  let directory;
  try {
    directory = opendirSync(join(root, path), { bufferSize: 256 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw new SubmissionError(
      `The folder ${quote(join(root, path))} cannot be read, and \`docker build\` would stop there too. ` +
        `Let yourself read it: ${quote(`chmod u+rx '${join(root, path)}'`, 300)}.`,
      { cause: error },
    );
  }
  try {
    for (let entry: Dirent | null; (entry = directory.readSync()) !== null;) yield entry.name;
  } finally {
    directory.closeSync();
  }
}

function entryAt(root: string, path: string): ContextEntry | undefined {
  const absolute = join(root, path);
  try {
    const stats = lstatSync(absolute);
    const entry = { path, mode: modeOf(stats), size: stats.isFile() ? stats.size : 0 };
    if (!stats.isSymbolicLink()) return { ...entry, kind: kindOf(stats) };
    return { ...entry, kind: 'symlink', linkTarget: readlinkSync(absolute) };
  } catch {
    return undefined; // removed meanwhile, or a name that is not UTF-8: no COPY can name it
  }
}

/** Windows has no such bits: Docker's client sends everything from there as `rwxr-xr-x`. */
function modeOf({ mode }: Stats): number {
  return process.platform === 'win32' ? 0o755 : mode & 0o777;
}

function kindOf(stats: Stats): 'file' | 'directory' | 'special' {
  if (stats.isFile()) return 'file';
  return stats.isDirectory() ? 'directory' : 'special';
}
