import { posix } from 'node:path';
import type { Value } from './shell-words.ts';

/** `PATH_MAX`: no program takes a longer one. */
const maximumLength = 4096;

/** An absolute path; `undefined` where it depends on something unknown. */
export function resolvePath(directory: Value, path: Value): Value {
  if (path === undefined || path.length > maximumLength) return undefined;
  if (directory === undefined && !path.startsWith('/')) return undefined;
  // `a/..` is a place only where `a` is a folder, and another one where that is a link.
  if (/(?:^|\/)(?!\.{1,2}\/)[^/]+\/+(?:\.\/+)*\.\.(?:\/|$)/.test(path)) return undefined;
  const resolved = posix.resolve(directory ?? '/', path);
  return resolved.length > maximumLength ? undefined : resolved;
}
