import type { Goal } from '@kit/checker';
import type { Isolation } from '@kit/harness';
import type { Report } from '@kit/verify';
import type { Problem } from './class/class-entry.ts';

/**
 * What is known of a class once it is graded; every format is fed by this value
 * alone. Its names are the contract's (`workshop/class/v1`). All that learners
 * wrote in it (names, paths, messages, sources, logs) is untrusted text.
 */
export interface ClassReport {
  readonly schema: 'workshop/class/v1';
  readonly workshop: string;
  readonly title: string;
  /** ISO 8601, in UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** Which checks judged: SHA-256 over their sources, in hexadecimal. */
  readonly versions: { readonly workshop: string; readonly kit: string };
  /** What held those submissions that were built and run. */
  readonly isolation?: Isolation;
  readonly policy: {
    /** ISO 8601; absent where nothing is ever late. */
    readonly due?: string;
    readonly credit: string;
    readonly attempts: string;
  };
  /** All that were judged, in the order of the workshop. */
  readonly steps: readonly GradedStep[];
  /** One a learner, sorted by name. */
  readonly submissions: readonly SubmissionGrade[];
}

export interface GradedStep {
  readonly id: string;
  readonly title: string;
  readonly goal: Goal;
  /** 0 where grading cannot judge the step. */
  readonly maxPoints: number;
  /** Shown to the grader, never to the learner. */
  readonly hidden: boolean;
}

/** `refused`: not judged, because of what was handed in. `error`: not judged, because of the machine. */
export type GradeOutcome = 'passed' | 'failed' | 'refused' | 'error';

export interface SubmissionGrade {
  /** The learner's: of the sub-folder, or as the manifest has it. */
  readonly name: string;
  /** The folder that was judged, as the grader named it. */
  readonly path: string;
  /** Name of the learner's folder among the reports: letters, digits, `.`, `_` and `-` only. */
  readonly folder: string;
  readonly outcome: GradeOutcome;
  /** What counts, with two decimals at most; 0 where nothing was judged. */
  readonly score: number;
  readonly maxScore: number;
  /** Of each step of the class, in the same order, before anything is taken for lateness. */
  readonly points: readonly StepPoints[];
  /** Absent where it came in time. */
  readonly late?: {
    readonly minutes: number;
    /** Share of the points that it costs, 0 to 1. */
    readonly deducted: number;
  };
  /** The one that counts, where the learner handed in more than one. */
  readonly attempt?: { readonly number: number; readonly of: number };
  /** ISO 8601, as the manifest has it. */
  readonly submittedAt?: string;
  /** Why nothing was judged, where `outcome` is `refused` or `error`. */
  readonly problem?: Omit<Problem, 'source'>;
  /** True where an earlier grading of the same files under the same checks was used. */
  readonly known: boolean;
  /** Milliseconds that judging took, when it was done, without waiting for the engine or its turn. */
  readonly durationMs: number;
  readonly report: Report;
}

export interface StepPoints {
  /** Id of the step. */
  readonly id: string;
  readonly points: number;
  readonly maxPoints: number;
}
