import type { Submission } from './submission.ts';

/** A folder that cannot be judged at all. The message says what, where and the one thing to do. */
export class SubmissionError extends Error {
  override readonly name = 'SubmissionError';
}

export async function readSubmission(_directory: string): Promise<Submission> {
  throw new SubmissionError('not written yet');
}
