import type { StepResult } from '@kit/checker';
import type { Fault } from '../fault.ts';
import type { Report } from '../report.ts';
import type { RebuildCost } from './rebuild-cost.ts';

/** Where a learner stands at a moment: what is known, and what is being done. A value, never changed. */
export interface LoopState {
  /** Counts what was judged: each change in the folder, each change in the engine. */
  readonly round: number;
  /**
   * `judging` until the engine has had its say, or cannot have one; `measuring`
   * what a change costs to build, once all steps have passed.
   */
  readonly phase: 'judging' | 'measuring' | 'settled';
  /** All steps of the workshop, in order. */
  readonly steps: readonly ShownStep[];
  /** The newest report: first that of the Dockerfile alone, at the end that of the whole line. */
  readonly report: Report | undefined;
  /** What the engine is doing for this round. */
  readonly work: Work | undefined;
  /** The instructions of the last build that an engine carried out. */
  readonly built: readonly BuildInstruction[];
  /** What a change of the app costs to build: of the last Dockerfile that passed. */
  readonly cost: RebuildCost | undefined;
  /** Why the folder cannot be judged just now; `steps` are those of the last one that could. */
  readonly trouble: Fault | undefined;
}

/** `waiting`: an engine will tell, in this round. */
export type ShownStep =
  StepResult | { readonly id: string; readonly title: string; readonly status: 'waiting' };

export interface Work {
  /** Id of the step that is waited for. */
  readonly step: string;
  /** Of the build, in the order in which they began. */
  readonly instructions: readonly BuildInstruction[];
  /** The last thing that was said: a line of the build's output, what is being fetched. */
  readonly said?: string;
}

export interface BuildInstruction {
  /** `FROM` is the first of `total`. */
  readonly number: number;
  readonly total: number;
  /** As the engine shows it. */
  readonly text: string;
  readonly cached: boolean;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Milliseconds; absent while it is worked on. */
  readonly durationMs?: number;
}
