import { posix } from 'node:path';
import type { Submission } from '../submission.ts';

/**
 * Where in the build context the app's file of this name is: beside the
 * Dockerfile, or in a folder below where there is nothing of that name.
 */
export function placeOf({ context }: Pick<Submission, 'context'>, name: string): string {
  if (context.entries.some(({ path }) => path === name)) return name;
  const below = context.entries.find(
    ({ path, kind }) => kind === 'file' && posix.basename(path) === name,
  );
  return below?.path ?? name;
}
