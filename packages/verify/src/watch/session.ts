import type { OpenSession, SessionOptions } from '../engine-session.ts';

/**
 * Opens sessions, and gets an engine where this machine has none. That takes a
 * while, and the learner may save meanwhile: it goes on for the next session.
 * @param signal ends it.
 */
export function patientSessions(
  mayStartPrivateEngine: () => Promise<boolean>,
  signal: AbortSignal,
): OpenSession {
  let tell: (text: string) => void = () => undefined;
  let obtaining: Promise<unknown> | undefined;

  const obtain = (): Promise<unknown> => {
    obtaining ??= import('@kit/harness')
      .then(({ obtainEngine }) =>
        obtainEngine({
          mayStartPrivateEngine,
          signal,
          onProgress: (text) => {
            tell(text);
          },
        }),
      )
      .finally(() => {
        obtaining = undefined;
      });
    return obtaining;
  };

  return async (request) => {
    const { openEngineSession } = await import('../engine-session.ts');
    let couldHaveOne = false;
    const options: SessionOptions = {
      playsLearner: false,
      mayStartPrivateEngine: () => {
        couldHaveOne = true;
        return Promise.resolve(false);
      },
    };
    try {
      return await openEngineSession(request, options);
    } catch (error) {
      if (!couldHaveOne) throw error;
    }
    tell = request.onNote;
    await unlessAborted(obtain(), request.signal);
    return openEngineSession(request, options);
  };
}

function unlessAborted(work: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => {
    reject(signal.reason as Error);
  };
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  return Promise.race([work, promise]).finally(() => {
    signal.removeEventListener('abort', stop);
  });
}
