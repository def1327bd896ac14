import { setTimeout as sleep } from 'node:timers/promises';
import { withDeadline } from './deadline.ts';
import type { Engine } from './engine.ts';
import { engineErrorOf } from './errors.ts';

const doing = 'being asked whether it is there';
const silenceMs = 10_000;
const pauseMs = 1_000;

/** By its version, which it asks of the programs that it is made of: one of them can keep silent alone. */
function ask({ client }: Pick<Engine, 'client'>, ms: number): Promise<unknown> {
  return withDeadline(client.version(), doing, { ms });
}

/** Whether an engine answers at all. */
export async function isAnswering(engine: Pick<Engine, 'client'>): Promise<boolean> {
  return ask(engine, silenceMs).then(
    () => true,
    () => false,
  );
}

/** Whether an engine has answered all the time; watched until it is disposed of. */
export interface Pulse extends Disposable {
  /** Why it did not, for the first time. */
  readonly fault: Error | undefined;
  /**
   * Waits for work on the engine, as long as it answers: work that was asked of an engine which
   * does not is no longer waited for, and what comes of it is nobody's fault.
   * @param work is told to stop by its signal.
   * @throws EngineError once the engine has kept silent for too long.
   */
  during<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result>;
}

/** @param ms how long an engine may keep silent. */
export function watchPulse(engine: Pick<Engine, 'client'>, ms = silenceMs): Pulse {
  const stopped = new AbortController();
  const silent = new AbortController();
  const { promise: lost, reject } = Promise.withResolvers<never>();
  lost.catch(() => undefined);
  const watch = async () => {
    while (!stopped.signal.aborted) {
      await ask(engine, ms);
      await sleep(pauseMs, undefined, { signal: stopped.signal, ref: false });
    }
  };
  watch().catch((error: unknown) => {
    if (stopped.signal.aborted) return;
    silent.abort(engineErrorOf(error, doing));
    reject(silent.signal.reason as Error);
  });
  return {
    get fault() {
      return silent.signal.reason as Error | undefined;
    },
    during: (work) => Promise.race([work(silent.signal), lost]),
    [Symbol.dispose]: () => {
      stopped.abort();
    },
  };
}
