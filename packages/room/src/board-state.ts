import type { SourceLine } from './excerpt.ts';
import type { JudgedStep } from './learner.ts';

/** All that the board shows, a value; sent whole at every change, so it is kept short. */
export interface BoardState {
  readonly title: string;
  readonly isNamed: boolean;
  /** When this was so, in milliseconds since the epoch, as all times here, by the room's clock. */
  readonly at: number;
  readonly openedAt: number;
  readonly door: Door;
  readonly steps: readonly BoardStep[];
  readonly learners: readonly BoardLearner[];
  /** Who made no progress for that many minutes, the longest first. */
  readonly stuck: readonly Stuck[];
  readonly stuckMinutes: number;
  /** What learners are told to mend just now, the commonest first. */
  readonly mistakes: readonly Mistake[];
  readonly pace: Pace;
}

/** How learners come in. */
export interface Door {
  /** `http://192.168.1.20:4700/K7M2QX`, the likeliest first. */
  readonly addresses: readonly string[];
  readonly code: string;
  /** Of the first address: the black squares as an SVG path, in a field of `size` by `size`. */
  readonly qr: { readonly size: number; readonly path: string };
}

export interface BoardStep {
  readonly id: string;
  readonly title: string;
  /** That the plan gives it. */
  readonly minutes: number;
  readonly passed: number;
  /** Who works on it: it is the first that has not passed. */
  readonly here: number;
}

export interface BoardLearner {
  readonly id: string;
  /** Empty on a board without names. */
  readonly name: string;
  readonly isAway: boolean;
  readonly seenAt: number;
  readonly passed: number;
  /** One a step, in order. */
  readonly cells: readonly Cell[];
  readonly isStuck: boolean;
  readonly trouble?: string;
}

/** `none`: nothing is known of it yet. */
export type Cell = JudgedStep['status'] | 'none';

export interface Problem {
  /** Title of the step. */
  readonly step: string;
  readonly check: string;
  readonly message: string;
  readonly why: string;
  readonly help: string;
}

export interface Stuck extends Partial<Problem> {
  readonly learner: string;
  readonly name: string;
  readonly since: number;
}

export interface Mistake extends Problem {
  /** How many learners are told so. */
  readonly learners: number;
  /** Of a learner who offers it; empty otherwise. */
  readonly lines: readonly SourceLine[];
}

/** Where the class is, and where it was to be. */
export interface Pace {
  /** Of the plan, for all steps. */
  readonly minutes: number;
  readonly begunAt?: number;
  /** Steps that were to be passed by now, rounded down; absent before the plan runs. */
  readonly planned?: number;
  /** Steps that half of the learners have passed; absent without learners. */
  readonly median?: number;
  readonly ahead: number;
  readonly onPlan: number;
  readonly behind: number;
  readonly done: number;
}
