import { posix } from 'node:path';
import type { Instruction, Problem, Range, Word } from '../ast.ts';
import type { BaseImage } from './base-images.ts';
import type { ExpandOptions } from '../expand.ts';
import type { FileTree } from '../files/file-tree.ts';
import type { ExpandAllowance } from '../expand.ts';
import type { Base, BuildStep, StagePlan, StageState } from '../image-plan.ts';
import type { ConfigChange } from './config.ts';
import { configOf } from './config.ts';
import { LazyPlan, LazyState } from './lazy-values.ts';
import type { ExpandedWord } from './scope.ts';
import { Scope } from './scope.ts';

/** What of a stage is settled before its instructions are carried out. */
export interface StageStart {
  readonly index: number;
  readonly name?: string;
  readonly from: Instruction;
  readonly base: Base;
  /** The stage that it builds on, or what is known of its base image. */
  readonly parent: StageDraft | BaseImage;
  readonly escapeCharacter: '\\' | '`';
  /** Of the whole file. */
  readonly allowance: ExpandAllowance;
}

/** `PATH_MAX`: Linux takes no longer path. */
const maximumPathLength = 4096;

/** A path with nothing in it to resolve. */
const plainPath = /^\/?[^/.][^/]*(?:\/[^/.][^/]*)*$/;

const defaultShell = ['/bin/sh', '-c'];

/** A stage while its instructions are carried out. */
export class StageDraft {
  readonly start: StageStart;
  readonly parent: StageDraft | undefined;
  readonly scope: Scope;
  readonly errors: Problem[] = [];
  readonly warnings: Problem[] = [];
  readonly steps: BuildStep[] = [];
  readonly changes: ConfigChange[] = [];
  /** Names that ARG declares in this stage, with or without a value. */
  readonly arguments = new Set<string>();
  /** The latest instruction of this stage with each keyword. */
  readonly latest = new Map<string, Instruction>();
  readonly #warnedOf = new Map<Instruction, Set<string>>();
  files: FileTree;
  /** As the config has it. */
  workingDirectory: string;
  #resolvedDirectory: { readonly of: string; readonly path: string } = { of: '/', path: '/' };
  /** False where it depends on the base image; `workingDirectory` is the best there is. */
  isDirectoryKnown: boolean;
  /** Whether a WORKDIR came before. */
  isDirectorySet: boolean;
  user: string;
  /** Whether an instruction takes files from the build context. */
  usesContext = false;
  /** As SHELL sets it. */
  shell: readonly string[] | undefined;

  constructor(start: StageStart) {
    this.start = start;
    const { parent } = start;
    if (parent instanceof StageDraft) {
      this.parent = parent;
      this.scope = new Scope(parent.scope);
      this.files = parent.files;
      this.workingDirectory = parent.workingDirectory;
      this.isDirectoryKnown = parent.isDirectoryKnown;
      this.isDirectorySet = parent.isDirectorySet;
      this.user = parent.user;
      this.shell = parent.shell;
      return;
    }
    this.parent = undefined;
    const ofImage = new Scope(undefined, parent.setsOthers);
    for (const [name, value] of parent.environment) ofImage.setEnvironment(name, value);
    this.scope = new Scope(ofImage);
    this.files = parent.files;
    this.workingDirectory = '/';
    this.isDirectoryKnown = parent.isPlain;
    this.isDirectorySet = false;
    this.user = parent.isPlain ? 'root' : '';
    this.shell = undefined;
  }

  /** An absolute path without `.` and `..`; a slash at its end is dropped. */
  resolve(path: string): string {
    const of = this.workingDirectory;
    if (this.#resolvedDirectory.of !== of) {
      this.#resolvedDirectory = { of, path: resolved('/', of) };
    }
    const { path: directory } = this.#resolvedDirectory;
    return path === '.' ? directory : resolved(directory, path);
  }

  /** As `resolve`; where the path is longer than Linux takes there is an error, and nothing is returned. */
  resolveFor(instruction: Instruction, path: string, range?: Range): string | undefined {
    const resolved = this.resolve(path);
    if (resolved.length < maximumPathLength) return resolved;
    const message = `this path comes to more than ${maximumPathLength - 1} characters, and Linux takes no longer one`;
    this.error(instruction, 'path-too-long', message, range);
    return undefined;
  }

  error(instruction: Instruction, code: string, message: string, range?: Range): void {
    this.errors.push({ code, message, range: range ?? instruction.range, instruction });
  }

  warn(instruction: Instruction, code: string, message: string, range?: Range): void {
    this.warnings.push({ code, message, range: range ?? instruction.range, instruction });
  }

  /** Expands a word as the builder does; where that fails there is an error, and nothing is returned. */
  expand(
    instruction: Instruction,
    word: Pick<Word, 'text' | 'range'>,
    options: ExpandOptions = {},
  ): ExpandedWord | undefined {
    const { escapeCharacter, allowance } = this.start;
    const expanded = this.scope.expand(word, { escapeCharacter, allowance, ...options });
    for (const name of expanded.undefinedNames) {
      if (!declares(this, name)) this.#warnOfUndefined(instruction, name, word.range);
    }
    if (expanded.error === undefined) return expanded;
    const message = `\`${word.text}\` cannot be expanded: ${expanded.error}`;
    this.error(instruction, 'expansion', message, word.range);
    return undefined;
  }

  #warnOfUndefined(instruction: Instruction, name: string, range: Range): void {
    const names = this.#warnedOf.get(instruction) ?? new Set();
    this.#warnedOf.set(instruction, names);
    if (names.has(name)) return;
    names.add(name);
    const message = `nothing sets the variable \`$${name}\` here: it becomes nothing`;
    this.warn(instruction, 'UndefinedVar', message, range);
  }

  /** What shell form is run by. */
  get currentShell(): readonly string[] {
    return this.shell ?? defaultShell;
  }

  state(): StageState {
    const { user, currentShell: shell, files } = this;
    const fields = { workingDirectory: this.resolve('.'), user, shell, files };
    return new LazyState(fields, this.scope.snapshot());
  }

  plan(): StagePlan {
    const { start, steps, files } = this;
    return new LazyPlan({ ...start, steps, files }, () => {
      const lineage = [...lineageOf(this)].reverse();
      return configOf(lineage.map(({ changes }) => changes));
    });
  }
}

/** A stage, then those it builds on. */
function* lineageOf(draft: StageDraft): Generator<StageDraft> {
  for (let each: StageDraft | undefined = draft; each !== undefined; each = each.parent) {
    yield each;
  }
}

function declares(draft: StageDraft, name: string): boolean {
  for (const each of lineageOf(draft)) if (each.arguments.has(name)) return true;
  return false;
}

/** As `posix.resolve`, which takes long over paths of thousands of folders. */
function resolved(directory: string, path: string): string {
  if (!plainPath.test(path)) return posix.resolve(directory, path);
  return path.startsWith('/') ? path : `${directory === '/' ? '' : directory}/${path}`;
}
