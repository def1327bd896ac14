import { posix } from 'node:path';
import type { Value } from './shell-words.ts';

/** An absolute path; `undefined` where it depends on something unknown. */
export function resolvePath(directory: Value, path: Value): Value {
  if (path === undefined) return undefined;
  if (path.startsWith('/')) return posix.normalize(path).replace(/(?<=.)\/$/, '');
  return directory === undefined ? undefined : posix.resolve(directory, path);
}
