/** What the learner looks at: changed by keys alone. A value. */
export interface View {
  readonly page: Page;
  /** First line that is shown of a page longer than its room. */
  readonly scroll: number;
  /** Index of the step chosen in the list; absent: the one to work on. */
  readonly chosen?: number;
  /** The hint shown, counted from 1. */
  readonly hint?: { readonly step: string; readonly number: number };
  /** The step whose solution was asked for once, though it has not passed. */
  readonly unsure?: string;
  /** An answer to the last key, where the page is none. */
  readonly said?: string;
}

export type Page = 'now' | 'report' | 'text' | 'list' | 'solution' | 'keys' | 'reset';

export const firstView: View = { page: 'now', scroll: 0 };
