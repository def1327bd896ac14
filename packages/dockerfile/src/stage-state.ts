import type { Instruction, Problem, Word } from './ast.ts';
import type { ContextEntry } from './build-context.ts';
import type { FileLayer } from './image-files.ts';
import type { BuildStep, ImageConfig } from './image-plan.ts';
import type { Expander } from './variables.ts';

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** A stage while its instructions are carried out. */
export interface StageBuilder {
  readonly index: number;
  readonly name?: string;
  readonly from: Instruction;
  readonly config: Writable<ImageConfig>;
  /** What instructions expand with: ARG and ENV, the later one wins. */
  readonly variables: Map<string, string>;
  /** Whether the base image has no variables but those. */
  variablesComplete: boolean;
  readonly steps: BuildStep[];
  files: FileLayer;
  /** CMD stands in this very stage, so ENTRYPOINT does not reset it. */
  commandSet: boolean;
  /** What ONBUILD stored, carried out by the stages that build on this one. */
  readonly triggers: Instruction[];
  /** Indexes of stages it takes anything from. */
  readonly uses: Set<number>;
  readonly errors: Problem[];
  readonly warnings: Problem[];
}

/** What all instructions share. */
export interface Build {
  readonly escapeCharacter: '\\' | '`';
  /** What the builder may copy, by path. */
  readonly context: ReadonlyMap<string, ContextEntry>;
  /** Every path of the folder, those that `.dockerignore` leaves out too. */
  readonly ignored: ReadonlySet<string>;
  /** ARG before the first FROM. */
  readonly globalArguments: ReadonlyMap<string, string>;
  readonly stages: readonly StageBuilder[];
}

export function expanderOf(build: Build, stage: StageBuilder): Expander {
  return {
    variables: new Map(stage.variables),
    complete: stage.variablesComplete,
    escapeCharacter: build.escapeCharacter,
    errors: stage.errors,
    warnings: stage.warnings,
  };
}

/** Notes that the builder stops at `where`. */
export function refuse(
  stage: StageBuilder,
  instruction: Instruction,
  where: Pick<Word, 'range'>,
  code: string,
  message: string,
): void {
  stage.errors.push({ code, message, range: where.range, instruction });
}
