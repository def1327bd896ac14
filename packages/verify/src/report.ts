import type { Diagnostic, StepResult } from '@kit/checker';
import type { ImageConfig } from '@kit/dockerfile';
import type { Isolation } from '@kit/harness';
import type { Correction } from './second-witness.ts';

/**
 * What was asked for: the whole line, only what needs no engine, the kit's own solution, or the
 * whole line for a grader, who has no engine of the learner's.
 */
export type Mode = 'full' | 'static' | 'solution' | 'grade';

export type Outcome = 'passed' | 'failed' | 'error';

/**
 * What is known of one submission; every reporter is fed by this value alone.
 * Its names are the contract's ("JSON report").
 */
export interface Report {
  readonly schema: 'workshop/report/v1';
  readonly workshop: string;
  readonly mode: Mode;
  readonly submission: {
    /** As the user named it. */
    readonly directory: string;
    readonly dockerfile: string;
    /** What stands in the place of the Dockerfile. */
    readonly found: 'text' | 'nothing' | 'other-name' | 'unusable';
    readonly digest: string;
    /** Text of the Dockerfile as it was judged; absent where there is none that can be read. */
    readonly source?: string;
  };
  readonly outcome: Outcome;
  /**
   * A step that passed may have a `note`: what the learner can see of it now, as the
   * name and the id that `docker images` shows.
   */
  readonly steps: readonly StepResult[];
  /** Where the engine refuted what the kit had predicted; absent where it did not. */
  readonly corrections?: readonly Correction[];
  readonly plan: { readonly config: ImageConfig } | { readonly error: Diagnostic };
  readonly advice: readonly Diagnostic[];
  readonly image?: {
    readonly id: string;
    readonly sizeBytes: number;
    readonly config: ImageConfig;
    /** Oldest first; absent where the engine could not be asked. */
    readonly layers?: readonly ImageLayer[];
  };
  readonly probe?: {
    readonly url: string;
    /** HTTP status; absent where no HTTP came back. */
    readonly status?: number;
    readonly durationMs: number;
  };
  /** Under which profile it was built and run, and what that holds; absent where no engine was used. */
  readonly isolation?: Isolation;
  readonly engine?: {
    readonly name: string;
    readonly version: string;
    /** Set where the base image is the kit's own stand-in: the image that it stands in for. */
    readonly standIn?: string;
    /** The line that gives a shell the engine's `docker`, where it has none. */
    readonly howToUseDocker?: string;
  };
}

/** What one instruction put on top of an image; nothing where it only changed the config. */
export interface ImageLayer {
  /** The instruction, as the engine keeps it. */
  readonly text: string;
  /** The same as it stands in the Dockerfile; absent for those of the base. */
  readonly instruction?: string;
  readonly sizeBytes: number;
  /** Part of the image that it starts from. */
  readonly isOfBase: boolean;
}

/** Why a step that needs an engine is skipped in the mode `static`. */
export const notAsked = 'Only a container engine can judge this, and `--static` asks none.';

/** Why a step that looks for the learner's tags is skipped in the mode `grade`. */
export const noLearnersEngine = 'Tags are on the learner’s own engine, which grading cannot see.';

/** A fault of the kit's outweighs the learner's mistake: what was not judged is not scored. */
export function outcomeOf(steps: readonly StepResult[]): Outcome {
  if (steps.some((step) => step.status === 'error')) return 'error';
  return steps.some((step) => step.status === 'failed') ? 'failed' : 'passed';
}

export const exitCodes: Readonly<Record<Outcome, number>> = { passed: 0, failed: 1, error: 2 };
