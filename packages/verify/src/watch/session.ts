import type { EngineSession, OpenSession, SessionRequest } from '../engine-session.ts';

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

  const obtain = async (): Promise<void> => {
    const { obtainEngine } = await import('@kit/harness');
    const onProgress = (text: string) => {
      tell(text);
    };
    obtaining ??= obtainEngine({ mayStartPrivateEngine, signal, onProgress }).finally(() => {
      obtaining = undefined;
    });
    await obtaining;
  };

  return async (request) => {
    tell = request.onNote;
    const getOne = () => unlessAborted(obtain(), request.signal);
    return openSession(request, () => getOne().then(() => true));
  };
}

async function openSession(
  request: SessionRequest,
  mayStartPrivateEngine: () => Promise<boolean>,
): Promise<EngineSession> {
  const { openEngineSession } = await import('../engine-session.ts');
  return openEngineSession(request, { playsLearner: false, mayStartPrivateEngine });
}

function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
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
