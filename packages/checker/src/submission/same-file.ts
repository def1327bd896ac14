import { basename, join } from 'node:path';
import type { Submission } from '../submission.ts';
import { readBounded } from './bounded-file.ts';

/**
 * The file of the build context that has this content; of several the one that
 * has the same name. Only those of the same size are read.
 * @param found a path elsewhere, and what is in it.
 * @returns its path in the context; `undefined` where there is none.
 */
export function sameFileOf(
  { path: root, context }: Submission,
  found: { readonly path: string; readonly content: Buffer },
): string | undefined {
  const isNamesake = (path: string) => basename(path) === basename(found.path);
  return context.entries
    .filter(({ kind, size }) => kind === 'file' && size === found.content.length)
    .map(({ path }) => path)
    .toSorted((a, b) => Number(isNamesake(b)) - Number(isNamesake(a)))
    .find((path) => {
      const file = readBounded(join(root, path), found.content.length);
      return file.kind === 'bytes' && file.bytes.equals(found.content);
    });
}

/** Whether two small text files of the build context have the same content. */
export function isSameText({ textOf }: Submission, one: string, other: string): boolean {
  if (one === other) return true;
  const text = textOf(one);
  return text !== undefined && text !== '' && text === textOf(other);
}
