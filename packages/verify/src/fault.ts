/** A fault of the machine's or the kit's, never of the learner's: what, and the one thing to do. */
export interface Fault {
  readonly reason: string;
  readonly help: string;
}

const again = 'Run the same command again; `docker version` tells whether the engine answers.';

/** What to tell people of something thrown; errors that know a remedy carry it as `help`. */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { reason: String(error), help: again };
  const { help } = error as { readonly help?: unknown };
  // A write of the kit's own; that of an engine comes as its words.
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC') {
    return {
      reason: `The disk is full (${error.message}).`,
      help: 'Free some space on it, and run the same command again.',
    };
  }
  return { reason: error.message, help: typeof help === 'string' ? help : again };
}
