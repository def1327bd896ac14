import type { Instruction, Problem } from './ast.ts';
import type { ImageFiles } from './image-files.ts';
import type { ShellCommand } from './shell-commands.ts';

/** Field names and shapes of the OCI image specification, config.md; health check and the like as Docker adds them. */
export interface ImageConfig {
  readonly User?: string;
  readonly ExposedPorts?: Readonly<Record<string, Record<string, never>>>;
  readonly Env?: readonly string[];
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly Volumes?: Readonly<Record<string, Record<string, never>>>;
  readonly WorkingDir?: string;
  readonly Labels?: Readonly<Record<string, string>>;
  readonly StopSignal?: string;
  readonly Healthcheck?: Healthcheck;
  readonly Shell?: readonly string[];
  readonly OnBuild?: readonly string[];
}

/** Times in nanoseconds, as Docker keeps them. */
export interface Healthcheck {
  readonly Test: readonly string[];
  readonly Interval?: number;
  readonly Timeout?: number;
  readonly StartPeriod?: number;
  readonly StartInterval?: number;
  readonly Retries?: number;
}

/** What a stage starts from. */
export type Base =
  | { readonly kind: 'scratch' }
  | { readonly kind: 'stage'; readonly stage: StagePlan }
  /** `reference` is expanded, as the builder would pull it. */
  | { readonly kind: 'image'; readonly reference: string; readonly platform?: string };

/** A text as it would be run: `argv` in exec form; `shell` + `script` in shell form. */
export type Command =
  | { readonly form: 'exec'; readonly argv: readonly string[] }
  | { readonly form: 'shell'; readonly shell: readonly string[]; readonly script: string };

/** The stage as an instruction finds it. */
export interface StageState {
  /** Absolute; `/` where none was set. */
  readonly workingDirectory: string;
  /** Variables an instruction can expand, build arguments included. */
  readonly variables: ReadonlyMap<string, string>;
  readonly user: string;
  readonly shell: readonly string[];
  readonly files: ImageFiles;
}

/** An instruction of a stage and what it does. */
export type BuildStep = {
  readonly instruction: Instruction;
  readonly before: StageState;
} & (
  | {
      readonly kind: 'run';
      readonly command: Command;
      /** The programs it runs, as far as its text tells; see `ShellCommand`. */
      readonly commands: readonly ShellCommand[];
      /** The files as the command at a place of `commands` finds them, mounts included. */
      readonly filesAt: (place: number) => ImageFiles;
      /** Whether it surely ends with a failure, so that the build stops here. */
      readonly fails: boolean;
      /** The program at fault, where it is one: `mkdir` of a folder that is there. */
      readonly failing?: ShellCommand;
    }
  | {
      readonly kind: 'copy';
      /** What of the context (or of another stage) ends up where. */
      readonly copied: readonly CopiedFile[];
      /** Absolute path in the image. */
      readonly destination: string;
    }
  | {
      /** CMD or ENTRYPOINT. */
      readonly kind: 'command';
      readonly command: Command;
    }
  | { readonly kind: 'expose'; readonly ports: readonly string[] }
  | { readonly kind: 'other' }
);

export interface CopiedFile {
  /** A path in the context; in the stage or image that `--from` names; or a URL. */
  readonly source: string;
  /** Absolute path in the image. */
  readonly path: string;
}

export interface StagePlan {
  readonly index: number;
  /** As `FROM … AS name` names it, in lower case. */
  readonly name?: string;
  readonly from: Instruction;
  readonly base: Base;
  /** This stage's own instructions after FROM, in order. */
  readonly steps: readonly BuildStep[];
  /** Own and inherited from the stages it builds on; of a base image only what is known without it. */
  readonly config: ImageConfig;
  readonly files: ImageFiles;
}

/**
 * What the engine would make of a Dockerfile, worked out without one.
 * Where the builder would stop, `errors` says at what, in the order of the
 * file; the rest is what the remaining instructions describe.
 */
export interface ImagePlan {
  readonly stages: readonly StagePlan[];
  /** The stage that becomes the image; absent where the file has none. */
  readonly target?: StagePlan;
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
}
