import type { Range } from '@kit/dockerfile';

/** One thing for the learner to know; see contract "JSON report". */
export interface Diagnostic {
  /** Name of the check that found it, kebab-case. */
  readonly check: string;
  /** What is. */
  readonly message: string;
  /** Why it matters, in Docker's own terms. */
  readonly why: string;
  /** The one change to make. */
  readonly help: string;
  /** Address of a page that documents the rule. */
  readonly docs?: string;
  /** Who else has the rule, and its name there: `hadolint DL3042`. */
  readonly rule?: string;
  /** Where in the Dockerfile; absent where it is about no place in it. */
  readonly range?: Range;
}

/** A diagnostic but for the name of the check that gives it. */
export type Explanation = Omit<Diagnostic, 'check'>;

/** What a check found out. `unknown`: only a real build or run can tell. */
export type Verdict =
  | {
      readonly kind: 'holds';
      /** One or two sentences about what the learner can see of it now. */
      readonly note?: string;
    }
  | { readonly kind: 'broken'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'unknown'; readonly reason: string };
