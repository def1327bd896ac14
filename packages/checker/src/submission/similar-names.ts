import type { ContextEntry } from '@kit/dockerfile';
import { distance } from 'fastest-levenshtein';

/**
 * Files that were probably meant to be the Dockerfile: other case, an editor's
 * extension, a slip of the fingers, or one folder down. The likeliest first, at
 * most three.
 */
export function namesLikeDockerfile(entries: readonly ContextEntry[]): readonly string[] {
  return entries
    .filter((entry) => entry.kind === 'file' || entry.kind === 'symlink')
    .map((entry) => ({ path: entry.path, rank: rankOf(entry.path) }))
    .filter((candidate) => candidate.rank < Infinity)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, 3)
    .map((candidate) => candidate.path);
}

function rankOf(path: string): number {
  const name = path.toLowerCase();
  if (name === 'dockerfile') return 0;
  if (name.trim() === 'dockerfile') return 1;
  if (name.endsWith('.dockerignore')) return Infinity;
  if (/^dockerfile[.\-_ ]/.test(name)) return 1;
  if (distance(name, 'dockerfile') <= 2) return 2;
  if (name === 'containerfile') return 3;
  if (/^[^/]+\/Dockerfile$/.test(path)) return 4;
  return Infinity;
}
