import { posix } from 'node:path';
import type { BuildContext, ContextEntry } from './build-context.ts';
import type { PathPattern } from './path-pattern.ts';
import { compilePathPattern } from './path-pattern.ts';

interface Rule {
  readonly pattern: PathPattern;
  readonly includes: boolean;
}

/**
 * The entries that the builder is given: those that `.dockerignore` does not
 * leave out, as Moby's pattern matcher reads it (last match wins, `!` takes
 * back in, what matches a folder matches all below it).
 */
export function includedEntries(context: BuildContext): readonly ContextEntry[] {
  const rules = readRules(context.ignoreFile?.text ?? '');
  if (rules.length === 0) return context.entries;
  const isIgnored = ignoring(rules);
  const kept = context.entries.filter(({ path }) => !isIgnored(path));
  // A folder that is left out comes back with the file in it that is not.
  const folders = new Set(kept.flatMap(({ path }) => parentsOf(path)));
  return context.entries.filter(
    ({ path, kind }) => !isIgnored(path) || (kind === 'directory' && folders.has(path)),
  );
}

interface Look {
  /** By rule: it matches the path or a folder above it. */
  readonly matched: readonly boolean[];
  readonly ignored: boolean;
}

/** Tells which paths `.dockerignore` leaves out; a path is asked with all above it. */
function ignoring(rules: readonly Rule[]): (path: string) => boolean {
  const known = new Map<string, Look>();
  const look = (path: string): Look => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const parent = posix.dirname(path);
    const above = parent === '.' ? undefined : look(parent).matched;
    const matched = rules.map(({ pattern }, index) => above?.[index] === true || pattern.matches(path));
    const last = matched.lastIndexOf(true);
    const verdict = { matched, ignored: last >= 0 && rules[last]?.includes === false };
    known.set(path, verdict);
    return verdict;
  };
  return (path) => look(path).ignored;
}

function parentsOf(path: string): readonly string[] {
  const parents: string[] = [];
  for (let parent = posix.dirname(path); parent !== '.'; parent = posix.dirname(parent)) {
    parents.push(parent);
  }
  return parents;
}

function readRules(text: string): readonly Rule[] {
  const rules: Rule[] = [];
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const written = line.trim();
    if (line.startsWith('#') || written === '') continue;
    const includes = written.startsWith('!');
    const bare = (includes ? written.slice(1) : written).trim();
    if (bare === '') continue;
    const path = posix.normalize(bare).replace(/^\/+|\/+$/g, '');
    if (path === '' || path === '.') continue;
    const pattern = compilePathPattern(path, { globstar: true });
    if (pattern !== undefined) rules.push({ pattern, includes });
  }
  return rules;
}
