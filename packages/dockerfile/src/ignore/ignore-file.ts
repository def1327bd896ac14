import { posix } from 'node:path';
import type { BuildContext, ContextEntry } from '../build-context.ts';
import type { MatchedPatterns } from './matcher.ts';
import { matchPath } from './matcher.ts';
import type { Pattern } from './pattern.ts';
import { readPattern } from './pattern.ts';

/** A line of `.dockerignore` that the builder refuses; `line` counts from 1. */
export interface IgnoreFault {
  readonly line: number;
  readonly pattern: string;
}

/** Reads the text of a `.dockerignore` as Moby's `ignorefile` and `patternmatcher` do. */
export function readIgnoreFile(text: string): {
  readonly patterns: readonly Pattern[];
  readonly faults: readonly IgnoreFault[];
} {
  const patterns: Pattern[] = [];
  const faults: IgnoreFault[] = [];
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  for (const [index, line] of lines.entries()) {
    if (line.startsWith('#')) continue;
    const trimmed = line.trim();
    if (trimmed === '') continue;
    const cleaned = cleanPattern(trimmed);
    const pattern = readPattern(cleaned);
    if (pattern === undefined) faults.push({ line: index + 1, pattern: trimmed });
    else patterns.push(pattern);
  }
  return { patterns, faults };
}

/** One pattern on its own, as `--exclude` takes it. */
export function readPatternText(text: string): Pattern | undefined {
  return readPattern(cleanPattern(text.trim()));
}

/** The shortest spelling, relative to the context: `/a//b/./c/` is `a/b/c`. */
function cleanPattern(text: string): string {
  const exception = text.startsWith('!') ? '!' : '';
  const body = text.slice(exception.length).trim();
  if (body === '') return exception;
  const cleaned = posix.normalize(body).replace(/(?<=.)\/$/, '');
  return exception + (cleaned.length > 1 ? cleaned.replace(/^\//, '') : cleaned);
}

/**
 * The entries that reach the builder: those that `.dockerignore` leaves in,
 * and the folders above them. Where it has a line that the builder refuses,
 * nothing is left out. The Dockerfile and `.dockerignore` themselves are sent
 * to the builder even where this leaves them out; COPY does not see them then.
 */
export function includedEntries(context: BuildContext): readonly ContextEntry[] {
  if (context.ignoreFile === undefined) return context.entries;
  const { patterns, faults } = readIgnoreFile(context.ignoreFile.text);
  if (patterns.length === 0 || faults.length > 0) return context.entries;
  return withoutMatched(context.entries, patterns);
}

/** @param entries those of a folder before those in it. */
function withoutMatched(
  entries: readonly ContextEntry[],
  patterns: readonly Pattern[],
): readonly ContextEntry[] {
  const hasExceptions = patterns.some(({ exception }) => exception);
  const folders = new Map<string, MatchedPatterns>();
  const excluded = new Set<string>();
  const included = new Set<string>();
  for (const { path, kind } of entries) {
    const folder = posix.dirname(path);
    if (!hasExceptions && excluded.has(folder)) {
      excluded.add(path);
      continue;
    }
    const result = matchPath(patterns, path, folders.get(folder));
    if (kind === 'directory') folders.set(path, result.patterns);
    if (result.isMatched) {
      excluded.add(path);
      continue;
    }
    included.add(path);
    for (let above = folder; above !== '.' && !included.has(above); above = posix.dirname(above)) {
      included.add(above);
    }
  }
  return entries.filter(({ path }) => included.has(path));
}
