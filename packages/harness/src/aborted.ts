import { EngineError } from './errors.ts';

/** Rejects with the signal's reason, once it is aborted. */
export async function aborted(signal: AbortSignal): Promise<never> {
  return new Promise<never>((_, reject) => {
    const end = () => {
      reject(
        signal.reason instanceof Error ? signal.reason : new EngineError('gone', 'Stopped.', ''),
      );
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
