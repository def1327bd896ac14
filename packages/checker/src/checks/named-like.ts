import { posix } from 'node:path';
import type { ContextEntry } from '@kit/dockerfile';
import { distance } from 'fastest-levenshtein';
import { quote } from '../plain-text.ts';

interface Like {
  readonly path: string;
  /** What gives the file its right name and place. */
  readonly help: string;
}

/** The file of the folder that was probably meant to be this one: under another name, or one folder down. */
export function namedLike(entries: readonly ContextEntry[], file: string): Like | undefined {
  const [nearest] = entries
    .filter(({ kind, path }) => kind === 'file' && path !== file)
    .map(({ path }) => ({ path, rank: rankOf(path, file) }))
    .filter(({ rank }) => rank < Infinity)
    .sort((a, b) => a.rank - b.rank);
  if (nearest === undefined) return undefined;
  const { path } = nearest;
  const help =
    posix.basename(path) === file
      ? `Move ${quote(path)} up, beside the Dockerfile.`
      : `Rename ${quote(path)} to ${quote(file)}.`;
  return { path, help };
}

function rankOf(path: string, file: string): number {
  if (path.toLowerCase() === file.toLowerCase()) return 0;
  if (path.startsWith(`${file}.`)) return 1;
  if (path.endsWith(`/${file}`)) return 2;
  const isNear = Math.abs(path.length - file.length) <= 2 && distance(path, file) <= 2;
  return isNear ? 3 : Infinity;
}
