/**
 * BuildKit loses hold of a process that it is told to stop while it is still
 * starting it: the process goes on, where nobody sees it.
 */
const settleMs = 1000;

export interface SettledAbort {
  /** Aborts with the reason of the original, but not within a second after a start. */
  readonly signal: AbortSignal;
  /** A process of the build starts now. */
  readonly started: () => void;
}

/** @param original where it is aborted already, so is the new one. */
export function settleAbort(original: AbortSignal): SettledAbort {
  const controller = new AbortController();
  let lastStart = -Infinity;
  const abort = () => {
    const wait = lastStart + settleMs - performance.now();
    if (wait <= 0) controller.abort(original.reason);
    else setTimeout(abort, wait);
  };
  if (original.aborted) abort();
  else original.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    started: () => {
      lastStart = performance.now();
    },
  };
}
