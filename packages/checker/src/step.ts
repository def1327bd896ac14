import type { Dockerfile, ImagePlan } from '@kit/dockerfile';
import type { Diagnostic, Verdict } from './diagnostic.ts';
import type { Evidence } from './evidence.ts';
import type { Grading } from './grading.ts';
import type { Submission } from './submission.ts';

/** How far the line must reach to judge a step. */
export type Goal = 'parse' | 'build' | 'tag' | 'serve';

/** All that a check may look at. */
export interface Witness {
  readonly submission: Submission;
  /** Of an empty text where the submission has no usable Dockerfile. */
  readonly dockerfile: Dockerfile;
  readonly plan: ImagePlan;
  readonly evidence: Evidence;
}

/** What a check must be told of an engine's work, besides the build and the image's config. */
export type Wanted =
  /** `evidence.image.files` of these names in the image's working directory. */
  | { readonly kind: 'files'; readonly names: readonly string[] }
  /** `evidence.image.packages` of this requirements file of the build context. */
  | { readonly kind: 'packages'; readonly requirements: string }
  /** `evidence.tags` of this `name:tag`. */
  | { readonly kind: 'tag'; readonly tag: string }
  /** `evidence.probe`: what a container answers on this port. */
  | { readonly kind: 'probe'; readonly port: number; readonly path: string };

export interface Check {
  /** Kebab-case; stands in every diagnostic it gives. */
  readonly name: string;
  /** For the caller, who collects the evidence; absent where the build's is enough. */
  readonly wants?: Wanted;
  /** The repository that it asks the image to start from: grading takes it as a base. */
  readonly base?: string;
  readonly judge: (witness: Witness) => Verdict;
}

/** Something worth saying that changes no verdict. */
export interface Advice {
  readonly name: string;
  readonly advise: (witness: Witness) => readonly Diagnostic[];
}

export interface Step {
  readonly id: string;
  readonly title: string;
  readonly goal: Goal;
  /** Ids of earlier steps; while one of them has not passed this one is blocked. */
  readonly needs: readonly string[];
  readonly checks: readonly Check[];
  /** How long it takes most of a class, reading included: an instructor's plan is made of it; 5 by default. */
  readonly minutes?: number;
}

export interface Workshop {
  /** Name of its folder below `workshop/`. */
  readonly name: string;
  readonly title: string;
  /** Folder of the app that learners put in an image, relative to the repository. */
  readonly app: string;
  readonly steps: readonly Step[];
  readonly advice: readonly Advice[];
  /** Points and policy, where they differ from the usual; see `defineGrading`. */
  readonly grading?: Grading;
  /** What a change of the app costs is measured with it, once all steps passed. */
  readonly rebuild?: Rebuild;
}

/** Two orders of instructions, and the change after which both are built again. */
export interface Rebuild {
  /** A file of the app, and a line to put at its end: a comment, in that file's language. */
  readonly change: { readonly file: string; readonly line: string };
  /** A Dockerfile of another order, in the workshop's folder. */
  readonly instead: { readonly title: string; readonly dockerfile: string };
}

interface StepResultBase {
  readonly id: string;
  readonly title: string;
  /** Milliseconds, as measured by the caller. */
  readonly durationMs: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** One step's verdict; see contract "Statuses". */
export type StepResult = StepResultBase &
  (
    | {
        readonly status: 'passed';
        /** What the learner can see of it now, where there is something to see. */
        readonly note?: string;
      }
    | { readonly status: 'failed' }
    | { readonly status: 'blocked'; readonly blockedBy: string }
    | { readonly status: 'skipped'; readonly reason: string }
    | { readonly status: 'error'; readonly reason: string; readonly help: string }
  );
