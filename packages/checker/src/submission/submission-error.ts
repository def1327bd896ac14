import type { Refusal } from '../admission/refusal.ts';

/** A folder that cannot be judged at all. The message says what, where and the one thing to do. */
export class SubmissionError extends Error {
  override readonly name = 'SubmissionError';
  /** Where grading refuses it for a rule of its own: the same in that rule's words. */
  readonly refusal?: Refusal;

  constructor(message: string, { refusal, ...options }: ErrorOptions & { refusal?: Refusal } = {}) {
    super(message, options);
    if (refusal !== undefined) this.refusal = refusal;
  }
}
