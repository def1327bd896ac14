import { posix } from 'node:path';
import type { BuildContext, ContextEntry } from '../build-context.ts';
import { Budget, isTooMuchWork } from '../files/budget.ts';
import type { MatchedPatterns } from './matcher.ts';
import { matchPath } from './matcher.ts';
import type { Pattern } from './pattern.ts';
import { readIgnoreLine } from './pattern-text.ts';

/** What a `.dockerignore` says. */
export interface IgnoreFile {
  readonly patterns: readonly Pattern[];
  /** Why it cannot be followed; then there are no patterns, and nothing is left out. */
  readonly fault?: string;
}

const nothing: IgnoreFile = { patterns: [] };
let lastRead: { readonly text: string; readonly file: IgnoreFile } = { text: '', file: nothing };

/** Reads the text of a `.dockerignore` as Moby's `ignorefile` and `patternmatcher` do. */
export function readIgnoreFile(text: string): IgnoreFile {
  // One submission asks again and again.
  if (lastRead.text !== text) lastRead = { text, file: readPatterns(text) };
  return lastRead.file;
}

function readPatterns(text: string): IgnoreFile {
  const patterns: Pattern[] = [];
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  for (const [index, line] of lines.entries()) {
    const pattern = readIgnoreLine(line);
    if (pattern === 'refused') {
      return { patterns: [], fault: `its line ${index + 1}, \`${line.trim()}\`, is no pattern` };
    }
    if (pattern !== undefined) patterns.push(pattern);
  }
  return { patterns };
}

/** Nobody but the builder can say what many patterns leave of many files. */
const timesAPlan = 4;

/** What reaches the builder of a folder. */
interface Included {
  readonly entries: readonly ContextEntry[];
  /** Why `.dockerignore` cannot be followed; then nothing is left out. */
  readonly fault?: string;
}

const known = new WeakMap<BuildContext, Included>();

/**
 * The entries that reach the builder: those that `.dockerignore` leaves in,
 * and the folders above them. Where it has a line that the builder refuses,
 * nothing is left out. The Dockerfile and `.dockerignore` themselves are
 * sent to the builder even where this leaves them out; COPY does not see them then.
 */
export function includedEntries(context: BuildContext): readonly ContextEntry[] {
  return readIncluded(context).entries;
}

/** Why the `.dockerignore` of a folder cannot be followed. */
export function ignoreFault(context: BuildContext): string | undefined {
  return readIncluded(context).fault;
}

function readIncluded(context: BuildContext): Included {
  const before = known.get(context);
  if (before !== undefined) return before;
  const included = leaveOut(context);
  known.set(context, included);
  return included;
}

function leaveOut({ entries, ignoreFile }: BuildContext): Included {
  const { patterns, fault } = readIgnoreFile(ignoreFile?.text ?? '');
  if (fault !== undefined) return { entries, fault };
  if (patterns.length === 0) return { entries };
  try {
    return { entries: withoutMatched(entries, patterns) };
  } catch (error) {
    if (!isTooMuchWork(error)) throw error;
    return { entries, fault: 'to match its patterns with all these files would take too long' };
  }
}

function withoutMatched(
  entries: readonly ContextEntry[],
  patterns: readonly Pattern[],
): readonly ContextEntry[] {
  const isMatched = patterns.some(({ exception }) => exception)
    ? matchInTurn(patterns)
    : matchAny(patterns);
  const included = new Set<string>();
  for (const { path } of entries) {
    if (isMatched(path)) continue;
    // A folder that is left out comes back with a file in it that is not.
    for (let each = path; each !== '.' && !included.has(each); each = posix.dirname(each)) {
      included.add(each);
    }
  }
  return entries.filter(({ path }) => included.has(path));
}

/** Without exceptions the order does not matter, and what is below a match is one. */
function matchAny(patterns: readonly Pattern[]): (path: string) => boolean {
  const names = new Set(patterns.filter(({ isLiteral }) => isLiteral).map(({ text }) => text));
  const others = patterns.filter(({ isLiteral }) => !isLiteral);
  const folders = new Map<string, boolean>([['.', false]]);
  const budget = new Budget(timesAPlan);
  const isMatchedItself = (path: string): boolean => {
    budget.spendSteps(1 + others.length);
    return names.has(path) || others.some((pattern) => pattern.matches(path, budget));
  };
  const isMatched = (path: string): boolean =>
    isFolderMatched(posix.dirname(path)) || isMatchedItself(path);
  const isFolderMatched = (folder: string): boolean => {
    const before = folders.get(folder);
    if (before !== undefined) return before;
    const matched = isMatched(folder);
    folders.set(folder, matched);
    return matched;
  };
  return isMatched;
}

function matchInTurn(patterns: readonly Pattern[]): (path: string) => boolean {
  const folders = new Map<string, MatchedPatterns | undefined>([['.', undefined]]);
  const budget = new Budget(timesAPlan);
  const lookAt = (path: string) => matchPath(patterns, path, ofFolder(posix.dirname(path)), budget);
  const ofFolder = (folder: string): MatchedPatterns | undefined => {
    if (folders.has(folder)) return folders.get(folder);
    const { patterns: matched } = lookAt(folder);
    folders.set(folder, matched);
    return matched;
  };
  return (path) => lookAt(path).isMatched;
}
