import { EngineError } from './errors.ts';

/** Engines answer small questions in milliseconds; one that was stopped never does. */
const answerMs = 10_000;

/**
 * Waits for an answer of the engine, but not for ever.
 * @throws EngineError after `ms` milliseconds; the signal's reason once it is aborted.
 */
export async function withDeadline<Answer>(
  answer: Promise<Answer>,
  doing: string,
  {
    ms = answerMs,
    signal,
  }: { readonly ms?: number; readonly signal?: AbortSignal | undefined } = {},
): Promise<Answer> {
  signal?.throwIfAborted();
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(
      new EngineError(
        'unanswered',
        `The container engine did not answer within ${Math.round(ms / 1000)} seconds while ${doing}.`,
        'Restart the engine, then run the same command again.',
      ),
    );
  }, ms);
  const abort = () => {
    reject(signal?.reason as Error);
  };
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([answer, ended]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}
