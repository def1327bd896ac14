/** The user, or the system, wants the kit to stop. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

// pnpm hands on the signal that the terminal has sent already.
const sameGestureMs = 300;

/**
 * Turns the first Ctrl-C (or SIGTERM, SIGHUP) into an abort, so that what runs
 * can clean up; the second ends the process at once.
 * @param tell called after the first one.
 */
export function abortOnSignals(tell: () => void): AbortSignal {
  const controller = new AbortController();
  let since: number | undefined;
  for (const signal of signals) {
    process.on(signal, () => {
      if (since === undefined) {
        since = performance.now();
        controller.abort(new Interrupted('Stopped.'));
        tell();
      } else if (performance.now() - since > sameGestureMs) {
        process.exit(2);
      }
    });
  }
  // A promise that a library let go of, or an error in one of its callbacks.
  const stop = (error: unknown) => {
    controller.abort(error);
  };
  process.on('uncaughtException', stop);
  process.on('unhandledRejection', stop);
  return controller.signal;
}
