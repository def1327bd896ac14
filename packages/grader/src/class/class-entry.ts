import type { Refusal } from '@kit/checker';

/** A class as it was handed in, before anybody looks into the folders. */
export interface SubmittedClass {
  /** ISO 8601, where the manifest has one: it counts in the place of the workshop's. */
  readonly due?: string;
  /** Sorted by name; several of one name are a learner's attempts, in the order of the manifest. */
  readonly entries: readonly ClassEntry[];
}

/** One folder that was handed in. */
export interface ClassEntry {
  /** The learner's: of the sub-folder, or as the manifest has it. */
  readonly name: string;
  /** As the grader named it. */
  readonly path: string;
  /** Absolute. */
  readonly directory: string;
  /** ISO 8601, as the manifest has it. */
  readonly submittedAt?: string;
  /** Why it is not judged; the others are. */
  readonly problem?: EntryProblem;
}

export interface Problem {
  readonly reason: string;
  readonly help: string;
  /** Each for itself, where it was refused by policy before any build. */
  readonly refusals?: readonly Refusal[];
  /** The Dockerfile that they are about, where it is text and no larger than any right one. */
  readonly source?: string;
}

export interface EntryProblem extends Problem {
  /** `refused`: what was handed in is no folder to grade. `error`: nothing is where it should be. */
  readonly kind: 'refused' | 'error';
}
