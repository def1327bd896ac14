import { posix } from 'node:path';
import { isTooMuchWork } from '../files/budget.ts';
import type { Budget } from '../files/budget.ts';
import type { FileTree } from '../files/file-tree.ts';
import { hasWildcard, matchesOf } from './copy-sources.ts';

/**
 * The paths that a shell makes of an absolute pattern: the pattern itself
 * where nothing is there. Folders with a pattern for their name are left to a run.
 * @returns undefined where only a run can tell.
 */
export function pathsOfGlob(
  files: FileTree,
  pattern: string,
  budget: Budget,
): readonly string[] | undefined {
  // `.*` may name the folder itself, and the one above.
  if (hasWildcard(posix.dirname(pattern)) || posix.basename(pattern).startsWith('.'))
    return undefined;
  try {
    const matches = matchesOf(files, pattern, budget)
      ?.filter(({ node }) => node.kind !== 'absent')
      .map(({ path }) => path)
      .filter((path) => !posix.basename(path).startsWith('.'));
    return matches?.length === 0 ? [pattern.replace(/\\(.)/g, '$1')] : matches;
  } catch (error) {
    if (!isTooMuchWork(error)) throw error;
    return undefined;
  }
}
