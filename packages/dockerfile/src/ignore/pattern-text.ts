import { posix } from 'node:path';
import { skipSpaces, trimSpaces } from '../characters.ts';
import type { Pattern } from './pattern.ts';
import { readPattern } from './pattern.ts';

/** A pattern; `refused` for one that stops the builder, undefined for a blank one. */
export type ReadPattern = Pattern | 'refused' | undefined;

/** A line of `.dockerignore`, as Moby's `ignorefile` hands it to `patternmatcher`. */
export function readIgnoreLine(line: string): ReadPattern {
  const text = trimmed(line);
  if (text === '' || line.startsWith('#')) return undefined;
  const exception = text.startsWith('!') ? '!' : '';
  const body = trimmed(text.slice(exception.length));
  const clean = body === '' ? '' : cleaned(body);
  return readPatternText(exception + (clean.length > 1 ? clean.replace(/^\//, '') : clean));
}

/** A pattern as `patternmatcher` takes it, and `--exclude` with it: `/a` is not `a`. */
export function readPatternText(text: string): ReadPattern {
  const bare = trimmed(text);
  return bare === '' ? undefined : (readPattern(cleaned(bare)) ?? 'refused');
}

/** The shortest spelling: `a//b/./c/` is `a/b/c`. */
function cleaned(text: string): string {
  return posix.normalize(text).replace(/(?<=.)\/$/, '');
}

function trimmed(text: string): string {
  const start = skipSpaces(text, 0);
  return text.slice(start, trimSpaces(text, start, text.length));
}
