/** Lets many work side by side, and one alone where it has to be. */
export interface Lock {
  /** Beside others, once nobody works alone. */
  shared<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Once all others have ended; those who come later wait. */
  alone<Result>(work: () => Promise<Result>): Promise<Result>;
}

export function createLock(): Lock {
  /** Resolves when the last one who asked to be alone has ended. */
  let lastAlone: Promise<unknown> = Promise.resolve();
  const sharing = new Set<Promise<unknown>>();
  const settled = (promises: Iterable<Promise<unknown>>) => Promise.allSettled(promises);
  return {
    async shared(work) {
      for (let before; before !== lastAlone;) await settled([(before = lastAlone)]);
      const working = work();
      sharing.add(working);
      return working.finally(() => sharing.delete(working));
    },
    alone(work) {
      const before = lastAlone;
      const working = (async () => {
        await settled([before]);
        await settled(sharing);
        return work();
      })();
      lastAlone = working;
      return working;
    },
  };
}
