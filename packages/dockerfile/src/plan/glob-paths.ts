import type { Budget } from '../files/budget.ts';
import type { FileTree } from '../files/file-tree.ts';
import { findSources, hasWildcard } from './copy-sources.ts';
import type { Change } from './change.ts';

/** The paths that a shell makes of an absolute pattern; undefined where only a run can tell. */
export function pathsOfGlob(
  files: FileTree,
  glob: string,
  budget: Budget,
): readonly string[] | undefined {
  const found = findSources(files, glob, budget);
  // A `*` of the shell leaves out names that start with a dot.
  return found
    ?.filter(({ path }) => !/\/\.[^/]*$/.test(path) || /\/\.[^/]*$/.test(glob))
    .map(({ path }) => path);
}

/** All that a pattern could name. */
export function forgetGlob(glob: string): readonly Change[] {
  const parts = glob.split('/');
  const first = parts.findIndex(hasWildcard);
  const path = parts.slice(0, Math.max(first, 1)).join('/');
  return [{ kind: 'forget', path: path === '' ? '/' : path }];
}
