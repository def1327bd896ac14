import type { AdmissionChoice } from './admission/rules.ts';
import type { Check, Step } from './step.ts';

/** How a step's points are given: all steps or nothing, step by step, or check by check. */
export type Credit = 'all-or-nothing' | 'steps' | 'checks';

/** Which of a learner's attempts counts. */
export type Attempts = 'best' | 'latest';

/** What happens to a submission that came after it was due. */
export type LateRule =
  | { readonly kind: 'accept' }
  | { readonly kind: 'refuse' }
  /** Takes a share of the points, 0 to 1, for each day that has begun, up to `most`. */
  | { readonly kind: 'deduct'; readonly perDay: number; readonly most: number };

/** A workshop's points and policy; see `defineGrading` for what is left out. */
export interface Grading {
  /** By step id. */
  readonly points: Readonly<Record<string, number>>;
  /** Of a step that `points` does not name. */
  readonly pointsPerStep: number;
  readonly credit: Credit;
  /** Ids of steps that the grader sees, and the learner does not. */
  readonly hidden: readonly string[];
  /** Steps of grading alone, after those of the workshop. */
  readonly steps: readonly Step[];
  /** ISO 8601 with a time zone; never, by default. */
  readonly due?: string;
  /** Minutes after `due` that still count as in time. */
  readonly graceMinutes: number;
  readonly late: LateRule;
  readonly attempts: Attempts;
  /** That one build may take; then it is ended, and has failed. */
  readonly buildSeconds: number;
  /** What is refused before any build, where it differs from the usual. */
  readonly admission?: AdmissionChoice;
  /** What grading puts in the place of the learner's app. */
  readonly app?: (challenge: Challenge) => GradingApp;
}

/** Chosen at random when grading starts: nobody can have written it into a submission before. */
export interface Challenge {
  /** Goes into the app's files; 64 hexadecimal digits. */
  readonly key: string;
  /** Is sent with the request alone, and in no image; 32 hexadecimal digits. */
  readonly nonce: string;
}

export interface GradingApp {
  /** By name; each takes the place of every file of that name in a submission. */
  readonly files: Readonly<Record<string, string>>;
  /** What the app writes once it serves; a `RUN` that starts it does not end. */
  readonly servingLine?: string;
  /** In the place of the workshop's own checks of a running container, by step id. */
  readonly checks: Readonly<Record<string, readonly Check[]>>;
}
