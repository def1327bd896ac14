/** Something outside the kit is not as it has to be: a file, a registry, a disk. What, and the one thing to do. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
  readonly help: string;

  constructor(message: string, help: string, cause?: unknown) {
    super(message, { cause });
    this.help = help;
  }
}

/** Somebody did not answer, or broke off: they may answer the next time. */
export class NoAnswerError extends BundleError {}
