import { setTimeout as sleep } from 'node:timers/promises';
import { withDeadline } from '../deadline.ts';
import type { Engine } from '../engine.ts';
import { mostWrittenBytes } from './host-config.ts';

export interface SizeWatch {
  /** Why the container was ended, in words for its log; `undefined` as long as it was not. */
  readonly endedFor: () => string | undefined;
  readonly stop: () => void;
}

/** The engine counts file by file: of what a server writes in milliseconds. */
const usual = { lookMs: 200, patienceMs: 5_000 };

const ended = {
  size: () => `Ended by grading: it wrote more than ${mostWrittenBytes / 2 ** 20} MiB of files.`,
  files: (ms: number) =>
    `Ended by grading: it wrote so many files that the engine could not say within ${ms / 1000} seconds how large they are.`,
};

/**
 * Ends a container that has written too much, or so that nobody can tell how
 * much: no engine bounds the layer that a container writes to.
 */
export function watchSize({ client }: Engine, id: string, times = usual): SizeWatch {
  const container = client.getContainer(id);
  const stopped = new AbortController();
  let reason: string | undefined;

  const sizeNow = async (): Promise<number> => {
    const asked = container.inspect({ size: true } as object);
    const told = await withDeadline(asked, 'being asked for a size', { ms: times.patienceMs });
    return (told as { readonly SizeRw?: number }).SizeRw ?? 0;
  };
  /** Where the engine answers nothing else either, it is not the container that keeps it. */
  const isRunning = async (): Promise<boolean | 'unknown'> => {
    const asked = withDeadline(container.inspect(), 'being asked about a container');
    return asked.then(
      ({ State }) => State.Running,
      (error: unknown) => (isGone(error) ? false : 'unknown'),
    );
  };
  const isEnded = async (): Promise<boolean> => {
    const asked = withDeadline(container.kill({ signal: 'SIGKILL' }), 'ending a container');
    return asked.then(() => true, isGone);
  };

  const watch = async (): Promise<void> => {
    let told = performance.now();
    while (!stopped.signal.aborted) {
      await sleep(times.lookMs, undefined, { signal: stopped.signal });
      const size = await sizeNow().catch(() => undefined);
      if (size !== undefined) told = performance.now();
      if (size === undefined) {
        if (performance.now() - told < times.patienceMs) continue;
        const running = await isRunning();
        if (running === 'unknown') continue;
        if (!running) return;
        reason = ended.files(times.patienceMs);
      } else {
        if (size <= mostWrittenBytes) continue;
        reason = ended.size();
      }
      if (await isEnded()) return;
    }
  };
  // Only what stops it ends it.
  watch().catch(() => undefined);
  return {
    endedFor: () => reason,
    stop: () => {
      stopped.abort();
    },
  };
}

/** It is not there any more, or does not run. */
function isGone(error: unknown): boolean {
  const { statusCode } = error as { readonly statusCode?: number };
  return statusCode === 404 || statusCode === 409;
}
