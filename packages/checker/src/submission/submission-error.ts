/** A folder that cannot be judged at all. The message says what, where and the one thing to do. */
export class SubmissionError extends Error {
  override readonly name = 'SubmissionError';
}
