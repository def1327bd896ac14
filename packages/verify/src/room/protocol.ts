import type { ShownStep } from '../loop/loop-state.ts';

/**
 * What a learner's kit and the instructor's room say to one another, as JSON over plain HTTP:
 *
 * - `POST /api/join` with a `Joining` lets the learner in; asked again, it is the same learner.
 * - `POST /api/told` with a `Told` says all that there is to say. It is said at each change and
 *   again from time to time, so that whatever was lost on the way comes again.
 * - `POST /api/leave` says goodbye.
 *
 * Each comes with a token that the learner's kit has made, as `Authorization: Bearer …`. It opens
 * nothing else: nobody can read another's state with it, or speak for another.
 */
export interface Joining {
  readonly code: string;
  /** As the learner wants to be called. */
  readonly name: string;
  readonly workshop: string;
}

export interface Joined {
  /** As the room shows it: the second Ada is `Ada (2)`. */
  readonly name: string;
}

/** How a learner stands: verdicts and their words. */
export interface Told {
  /** All steps of the workshop, in order. */
  readonly steps: readonly ToldStep[];
  /** Why the folder cannot be judged just now. */
  readonly trouble?: string;
  /** Text of the Dockerfile, where the learner offers it. */
  readonly dockerfile?: string;
}

export interface ToldStep {
  readonly id: string;
  readonly status: ShownStep['status'];
  /** What is to be mended, in the words that the learner sees; the first few. */
  readonly problems?: readonly ToldProblem[];
}

export interface ToldProblem {
  readonly check: string;
  readonly message: string;
  readonly why: string;
  readonly help: string;
  /** Lines of the Dockerfile, from 1. */
  readonly lines?: readonly [first: number, last: number];
}

/** Why the room refuses, as `{ "refused": … }`. */
export type Refusal =
  'address' | 'body' | 'code' | 'full' | 'name' | 'token' | 'too-many' | 'workshop';

/** What is longer is cut by the learner's kit, and refused or cut by the room. */
export const limits = {
  bodyBytes: 64 * 1024,
  nameLength: 40,
  textLength: 600,
  problems: 3,
  dockerfileLength: 16 * 1024,
} as const;

/** A learner is heard from at least this often; see `awayMs` of the room. */
export const beatMs = 10_000;
