import { posix } from 'node:path';
import type { Instruction, Range, Word } from '../ast.ts';
import type { BuildContext } from '../build-context.ts';
import { Budget } from '../files/budget.ts';
import { contextTree } from '../files/context-tree.ts';
import { FileTree } from '../files/file-tree.ts';
import { includedEntries, readIgnoreFile } from '../ignore/ignore-file.ts';
import { matchesOrIsBelow } from '../ignore/matcher.ts';
import type { Pattern } from '../ignore/pattern.ts';
import type { StageDraft } from './stage-draft.ts';
import type { StageGraph } from './stage-graph.ts';

/** All that COPY, ADD and mounts can take files from. */
export class BuildSources {
  /** The build context, without what `.dockerignore` leaves out. */
  readonly context: FileTree;
  /** Of all that the plan does with files. */
  readonly budget = new Budget();
  readonly #folder: BuildContext;
  readonly #graph: StageGraph;
  readonly #finished: readonly StageDraft[];
  readonly #patterns: readonly Pattern[];
  #paths: ReadonlySet<string> | undefined;
  readonly #caches = new Set<string | undefined>();

  /** @param finished the stages that were carried out so far; it grows. */
  constructor(folder: BuildContext, graph: StageGraph, finished: readonly StageDraft[]) {
    this.#folder = folder;
    this.#graph = graph;
    this.#finished = finished;
    this.context = contextTree(includedEntries(folder));
    this.#patterns = readIgnoreFile(folder.ignoreFile?.text ?? '').patterns;
  }

  /**
   * The files that `--from` names, the build context without one.
   * @returns undefined for another image, of which nothing is known.
   */
  filesFor(draft: StageDraft, instruction: Instruction): FileTree | undefined {
    const flag = instruction.flags.find(({ name }) => name === 'from');
    if (flag?.value === undefined || flag.value === '') return this.context;
    return this.filesOf(draft, instruction, flag.value, flag.range);
  }

  /** As `filesFor`, for what a flag at `range` names. */
  filesOf(
    draft: StageDraft,
    instruction: Instruction,
    from: string,
    range: Range,
  ): FileTree | undefined {
    const index = this.#graph.find(from);
    if (index === undefined) return from === 'scratch' ? FileTree.empty : undefined;
    const files = this.#finished[index]?.files;
    if (files === undefined && index !== draft.start.index) {
      const message = `the stage \`${from}\` comes later in the file; files are taken from stages above`;
      draft.error(instruction, 'stage-order', message, range);
    }
    return files;
  }

  /**
   * Whether nothing was written yet to the cache that a mount gives a RUN, which may write to it now.
   * @param id its target without one; undefined where only the engine knows.
   */
  takesEmptyCache(id: string | undefined, target: string): boolean {
    const name = id === '' ? posix.normalize(target).replace(/(?<=.)\/$/, '') : id;
    const isEmpty = ![name, undefined].some((each) => this.#caches.has(each));
    this.#caches.add(name);
    return isEmpty && name !== undefined;
  }

  explainMissing(word: Word, text: string): string {
    const path = posix.resolve('/', text).slice(1);
    this.#paths ??= new Set(this.#folder.entries.map((entry) => entry.path));
    return this.#paths.has(path)
      ? `\`${word.text}\` is in the folder, and \`${this.#folder.ignoreFile?.name ?? '.dockerignore'}\` leaves it out of the build context`
      : `\`${word.text}\` is not in the build context`;
  }

  /**
   * A source that `.dockerignore` names is most likely a slip.
   * @throws BudgetSpent
   */
  warnOfIgnored(draft: StageDraft, instruction: Instruction, word: Word, text: string): void {
    if (this.#patterns.length === 0 || this.#patterns.some(({ exception }) => exception)) return;
    const path = posix
      .normalize(text)
      .replace(/^(?:\.?\/)+/, '')
      .replace(/\/$/, '');
    const isRoot = path === '' || path === '.';
    const isIgnored = isRoot
      ? this.#patterns.some((pattern) => /^(?:\*|\*\*|\*\*\/\*)$/.test(pattern.text))
      : matchesOrIsBelow(this.#patterns, path, this.budget);
    if (!isIgnored) return;
    const name = this.#folder.ignoreFile?.name ?? '.dockerignore';
    const message = `\`${word.text}\` is left out of the build context by \`${name}\``;
    draft.warn(instruction, 'CopyIgnoredFile', message, word.range);
  }
}
