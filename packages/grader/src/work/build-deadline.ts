import { defineGrading } from '@kit/checker';
import type { Workshop } from '@kit/checker';
import type { BuildProgress } from '@kit/harness';

/** When a build has had its time. */
export interface BuildDeadline extends Disposable {
  readonly signal: AbortSignal;
  readonly observe: (progress: BuildProgress) => void;
  /** Why it was ended, for the learner. */
  readonly reason: () => string;
}

/** Long enough for a build that tries its app out and goes on. */
const servingMs = 20_000;

/** Milliseconds that a workshop gives one build. */
export function buildMsOf({ grading = defineGrading({}) }: Pick<Workshop, 'grading'>): number {
  return grading.buildSeconds * 1000;
}

/**
 * Gives a build its time, and less once the app serves in it: `RUN python3 ./server.py` never ends.
 * @param ms that a build may take.
 * @param servingLine what the app writes once it serves.
 */
export function buildDeadline(ms: number, servingLine: string | undefined): BuildDeadline {
  const controller = new AbortController();
  let reason = `The build had not ended after ${Math.round(ms / 1000)} seconds, the time that grading gives it.`;
  const end = () => {
    controller.abort(new Error(reason));
  };
  const timer = setTimeout(end, ms);
  let serving: NodeJS.Timeout | undefined;
  return {
    signal: controller.signal,
    reason: () => reason,
    observe(progress) {
      // Other instructions may follow while it serves in the background.
      if (progress.kind === 'instruction') {
        clearTimeout(serving);
        serving = undefined;
      }
      if (progress.kind !== 'output' || servingLine === undefined) return;
      if (!progress.line.includes(servingLine) || serving !== undefined) return;
      serving = setTimeout(() => {
        reason = `A \`RUN\` started the app, which serves until it is stopped: ${servingMs / 1000} seconds later the build had not gone on.`;
        end();
      }, servingMs);
    },
    [Symbol.dispose]() {
      clearTimeout(timer);
      clearTimeout(serving);
    },
  };
}
