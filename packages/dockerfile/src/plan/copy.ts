import { posix } from 'node:path';
import type { Heredoc, Instruction, Word } from '../ast.ts';
import { isTooMuchWork } from '../files/budget.ts';
import type { Budget } from '../files/budget.ts';
import type { Directory, FileNode } from '../files/file-node.ts';
import { made } from '../files/file-node.ts';
import { FileTree } from '../files/file-tree.ts';
import { CopyConflict } from '../files/merge.ts';
import { readHeredocStart } from '../heredoc.ts';
import { matchesOrIsBelow } from '../ignore/matcher.ts';
import type { Pattern } from '../ignore/pattern.ts';
import { readPatternText } from '../ignore/pattern-text.ts';
import type { BuildStep, CopiedFile, StageState } from '../image-plan.ts';
import type { BuildSources } from './build-sources.ts';
import { checkCopyFlags, excludePatterns, flagValue } from './copy-flags.ts';
import {
  brokenPattern,
  filesOf,
  filterDirectory,
  findSources,
  hasWildcard,
} from './copy-sources.ts';
import type { FoundSource } from './copy-sources.ts';
import { LazyCopy } from './lazy-values.ts';
import { addressKind, fileNameOf } from './remote-sources.ts';
import type { ExpandedWord } from './scope.ts';
import type { StageDraft } from './stage-draft.ts';

/** COPY or ADD while it is carried out. */
interface Job {
  readonly draft: StageDraft;
  readonly instruction: Instruction;
  readonly destination: Destination;
  /** The context, another stage, or undefined for another image. */
  readonly from: FileTree | undefined;
  readonly copied: (() => readonly CopiedFile[])[];
  readonly excludes: readonly Pattern[];
  readonly budget: Budget;
}

interface Destination {
  /** Absolute, without a slash at its end. */
  readonly path: string;
  /** Written with a slash or a dot at its end: the builder makes it a folder. */
  readonly isFolder: boolean;
}

/** Carries COPY or ADD out on the files of the stage. */
export function carryOutCopy(
  draft: StageDraft,
  instruction: Instruction,
  before: StageState,
  sources: BuildSources,
): BuildStep {
  const written = instruction.words.map((word) => ({
    word,
    heredoc: heredocOf(instruction, word),
  }));
  const texts = written.map(({ word, heredoc }) =>
    heredoc === undefined ? draft.expand(instruction, word) : undefined,
  );
  checkCopyFlags(draft, instruction);
  const last = texts.at(-1);
  const text = last?.text ?? '.';
  const path = draft.resolveFor(instruction, text, instruction.words.at(-1)?.range);
  const destination = { path: path ?? draft.resolve('.'), isFolder: isFolder(text) };
  const job: Job = {
    draft,
    instruction,
    destination,
    from: sources.filesFor(draft, instruction),
    copied: [],
    excludes: excludePatterns(instruction),
    budget: sources.budget,
  };
  const step = stepOf(job, before);
  if (last === undefined || path === undefined) return step;
  const paths = written.slice(0, -1).map((each, index) => ({ ...each, text: texts[index] }));
  if (!last.known || !(draft.isDirectoryKnown || last.text.startsWith('/'))) {
    for (const { word, text: source } of paths) {
      if (source?.known !== true || refusesAddress(job, word, source.text)) continue;
      withinBudget(job, word, () => {
        findSourcesOf(job, sources, word, source.text);
      });
    }
    draft.files = draft.files.forget('/');
    return step;
  }
  for (const { word, text, heredoc } of paths) {
    if (heredoc === undefined && text !== undefined) copyWord(job, sources, word, text);
  }
  // The builder copies what is written in the file last.
  for (const { word, heredoc } of paths) {
    if (heredoc !== undefined) copyHeredoc(job, word, heredoc);
  }
  return step;
}

/**
 * `copied` is listed when it is first asked for: a folder can hold many files.
 * Where they are too many to follow, it has none.
 */
function stepOf({ instruction, copied, destination }: Job, before: StageState): BuildStep {
  const fields = { instruction, before, destination: destination.path };
  return new LazyCopy(fields, () => listOf(copied));
}

function listOf(copied: Job['copied']): readonly CopiedFile[] {
  try {
    return copied.flatMap((list) => list());
  } catch (error) {
    if (!isTooMuchWork(error)) throw error;
    return [];
  }
}

function heredocOf(instruction: Instruction, word: Word): Heredoc | undefined {
  if (instruction.form === 'exec' || instruction.heredocs.length === 0) return undefined;
  const start = readHeredocStart(word.text);
  return start && instruction.heredocs.findLast(({ name }) => name === start.name);
}

function isFolder(destination: string): boolean {
  return destination === '' || /(?:^|\/)\.?$/.test(destination);
}

function copyWord(job: Job, sources: BuildSources, word: Word, text: ExpandedWord): void {
  const { draft, instruction, destination } = job;
  if (!text.known) {
    draft.usesContext ||= job.from === sources.context;
    draft.files = draft.files.forget(destination.path);
    return;
  }
  const kind = addressKind(text.text);
  if (kind === undefined) return copyPath(job, sources, word, text.text);
  if (refusesAddress(job, word, text.text)) return;
  const unpacks = flagValue(instruction, 'unpack') === true;
  if (kind === 'git' || unpacks) {
    forgetDestination(job, word, true);
    return;
  }
  place(job, word, { path: `/${fileNameOf(text.text)}`, node: made }, text.text);
}

/** COPY fetches nothing. */
function refusesAddress({ draft, instruction }: Job, word: Word, text: string): boolean {
  if (instruction.keyword !== 'COPY' || addressKind(text) === undefined) return false;
  const message = `\`COPY\` takes files of the build context; \`${text}\` is an address`;
  draft.error(instruction, 'copy-of-address', message, word.range);
  return true;
}

function copyHeredoc(job: Job, word: Word, heredoc: Heredoc): void {
  const { draft, instruction } = job;
  const body = heredoc.expand
    ? draft.expand(
        instruction,
        { text: heredoc.body, range: heredoc.range },
        { escapeCharacter: '\\', ignoreQuotes: true },
      )
    : { text: heredoc.body, known: true };
  const node: FileNode =
    body?.known === true ? { kind: 'leaf', origin: { kind: 'inline', content: body.text } } : made;
  place(job, word, { path: `/${heredoc.name}`, node }, `<<${heredoc.name}`);
}

function copyPath(job: Job, sources: BuildSources, word: Word, text: string): void {
  const { destination, from, budget } = job;
  withinBudget(job, word, () => {
    const found = findSourcesOf(job, sources, word, text);
    if (found === undefined) {
      // A folder's files go into the destination, a file takes its place: either may be.
      forgetDestination(job, word, destination.isFolder);
      return;
    }
    // To put a file in its place takes longer than to look at it.
    budget.spend(32 * found.length);
    const isContext = from === sources.context;
    for (const source of found) {
      const name = source.path.slice(1);
      place(job, word, isContext ? { ...source, node: asNamed(source.node, name) } : source, name);
    }
  });
}

/** Where there is too much to follow, only a build can tell what comes of it. */
function withinBudget(job: Job, word: Word, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!isTooMuchWork(error)) throw error;
    forgetDestination(job, word, false);
  }
}

/**
 * What a source names; where it is not there, there is an error.
 * @returns undefined where only a build can tell.
 * @throws BudgetSpent
 */
function findSourcesOf(
  job: Job,
  sources: BuildSources,
  word: Word,
  text: string,
): readonly FoundSource[] | undefined {
  const { draft, instruction, from } = job;
  const kind = addressKind(text);
  if (kind !== undefined) return undefined;
  const keepsParents = flagValue(instruction, 'parents') === true;
  const isContext = from === sources.context;
  draft.usesContext ||= isContext;
  if (isContext) sources.warnOfIgnored(draft, instruction, word, text);
  const broken = keepsParents ? undefined : brokenPattern(text);
  if (broken !== undefined) {
    const message = `\`${broken}\` is no pattern: what \`[\` or \`\\\` starts is not whole`;
    draft.error(instruction, 'invalid-pattern', message, word.range);
    return [];
  }
  const found =
    from &&
    (keepsParents
      ? findWithParents(from, text, job.budget)
      : findSources(from, posix.resolve('/', text), job.budget));
  return found?.filter((source) => {
    if (source.node.kind !== 'absent') return true;
    const message = explainAbsent(job, sources, word, text, source);
    draft.error(instruction, 'missing-source', message, word.range);
    return false;
  });
}

function explainAbsent(
  { from }: Job,
  sources: BuildSources,
  word: Word,
  text: string,
  { path }: FoundSource,
): string {
  const origin = from?.at(path);
  const isLink = typeof origin === 'object' && origin.kind !== 'directory';
  if (isLink) return `\`${path.slice(1)}\` is a link to what is not there, so it cannot be copied`;
  return from === sources.context
    ? sources.explainMissing(word, text)
    : `\`${word.text}\` is not in the stage that \`--from\` names`;
}

/** A file of the context that a link leads to is known by the name that the learner wrote. */
function asNamed(node: FileNode, name: string): FileNode {
  if (node.kind !== 'leaf' || node.origin.kind !== 'context') return node;
  return { ...node, origin: { kind: 'context', path: name } };
}

/** `--parents`: one folder that holds nothing but what the pattern names, with the folders above it. */
function findWithParents(
  tree: FileTree,
  text: string,
  budget: Budget,
): readonly FoundSource[] | undefined {
  const [, pivot = '', rest = text] = /^(.*?)\/\.\/(.*)$/s.exec(text) ?? [];
  const path = posix.resolve('/', pivot);
  const { node } = tree.find(path, { followLast: true });
  const pattern = readPatternText(posix.resolve('/', rest).slice(1));
  if (node.kind === 'unknown' || pattern === undefined || pattern === 'refused') return undefined;
  if (node.kind !== 'directory' || hasUnknown(node, budget))
    return node.kind === 'directory' ? undefined : [{ path, node }];
  const filtered = filterDirectory(node, (at) => matchesOrIsBelow([pattern], at, budget), budget);
  const isThere =
    hasWildcard(text) || tree.at(posix.join(path, posix.resolve('/', rest))) !== 'absent';
  return [{ path: path === '/' ? '' : path, node: isThere ? filtered : { kind: 'absent' } }];
}

function hasUnknown(node: FileNode, budget: Budget): boolean {
  if (node.kind !== 'directory') return node.kind === 'unknown';
  budget.spend(node.children.size);
  return (
    node.others === 'unknown' ||
    node.children.sorted().some(([, child]) => hasUnknown(child, budget))
  );
}

/** Something is put there, and only a build can tell what. */
function forgetDestination(job: Job, word: Word, isFolder: boolean): void {
  const { draft, destination } = job;
  refuseConflicts(job, word, () => {
    if (isFolder) draft.files = draft.files.makeDirectory(destination.path);
    draft.files = draft.files.forget(destination.path);
  });
}

/** Puts what one source names where it belongs. */
function place(job: Job, word: Word, source: FoundSource, name: string): void {
  refuseConflicts(job, word, () => {
    placeNode(job, source, name);
  });
}

function refuseConflicts(job: Job, word: Word, put: () => void): void {
  const { draft, instruction, destination } = job;
  try {
    put();
  } catch (error) {
    if (!(error instanceof CopyConflict)) throw error;
    const [code, message] =
      error.existing === 'file'
        ? [
            'not-a-folder',
            `\`${error.path}\` is a file in the image, so nothing can be put below it`,
          ]
        : [
            'not-a-file',
            `\`${error.path}\` is a folder in the image, and a file cannot take its place`,
          ];
    const range = error.path === destination.path ? instruction.words.at(-1)?.range : word.range;
    draft.error(instruction, code, message, range);
  }
}

function placeNode(job: Job, { path, node }: FoundSource, name: string): void {
  const { draft, instruction, destination, copied } = job;
  const folder = destination.isFolder ? destination.path : posix.dirname(destination.path);
  draft.files = draft.files.makeDirectory(folder);
  if (node.kind === 'directory') {
    const source = excluding(job, node);
    draft.files = draft.files.copyOver(destination.path, source, job.budget);
    copied.push(() =>
      Array.from(filesOf(source, job.budget), ([below]) => ({
        source: `${name}${below}`.replace(/^\//, ''),
        path: posix.join(destination.path, below),
      })),
    );
    return;
  }
  const there = draft.files.find(destination.path, { followLast: true }).node;
  const isUnclear =
    node.kind === 'unknown' || (instruction.keyword === 'ADD' && isArchive(instruction, path));
  if (isUnclear || (there.kind === 'unknown' && !destination.isFolder)) {
    draft.files = draft.files.forget(destination.path);
    if (!isUnclear) copied.push(() => [{ source: name, path: destination.path }]);
    return;
  }
  const target =
    there.kind === 'directory'
      ? posix.join(destination.path, posix.basename(path))
      : destination.path;
  draft.files = draft.files.replaceFile(target, node, { followLast: there.kind !== 'directory' });
  copied.push(() => [{ source: name, path: target }]);
}

/** ADD unpacks archives. Which files are, their first bytes tell; their names mostly do. */
function isArchive(instruction: Instruction, path: string): boolean {
  if (flagValue(instruction, 'unpack') === false) return false;
  return /\.(?:tar(?:\.\w+)?|t[bgxz]z\d?|tbz2|gz|bz2|xz|zst|lzma)$/i.test(path);
}

function excluding({ excludes, budget }: Job, node: Directory): Directory {
  if (excludes.length === 0) return node;
  return filterDirectory(node, (path) => !matchesOrIsBelow(excludes, path, budget), budget);
}
