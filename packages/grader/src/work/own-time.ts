/** How long something has been at work, without the time that it waited for others. */
export interface OwnTime {
  /** Milliseconds, up to now. */
  readonly ms: number;
  /** It waits, until what is returned is called. */
  pause(): () => void;
}

export function startOwnTime(): OwnTime {
  const started = performance.now();
  let waited = 0;
  return {
    get ms() {
      return performance.now() - started - waited;
    },
    pause() {
      const since = performance.now();
      return () => {
        waited += performance.now() - since;
      };
    },
  };
}
