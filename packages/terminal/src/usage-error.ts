/** A command that cannot be understood, or a place that cannot be read or written; one line for people. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
