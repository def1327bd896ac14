import type { Workshop } from '@kit/checker';
import { faultOf, runApp } from '@kit/verify';
import type { RunningApp } from '@kit/verify';
import type { AppState } from './guide-state.ts';

/** One container of the learner's image, for the page to show. */
export interface AppRunner {
  readonly state: AppState;
  /** Starts it, anew where it runs. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createAppRunner(
  workshop: Workshop,
  directory: string,
  onChange: () => void,
): AppRunner {
  let state: AppState = { kind: 'stopped' };
  let running: Extract<RunningApp, { kind: 'running' }> | undefined;
  let starting = new AbortController();
  let before = Promise.resolve();

  const show = (next: AppState) => {
    state = next;
    onChange();
  };
  const end = async () => {
    const ending = running;
    running = undefined;
    await ending?.stop();
  };
  const begin = async (signal: AbortSignal) => {
    await end();
    const app = await runApp(workshop, directory, signal);
    if (app.kind === 'failed') {
      show(app);
      return;
    }
    running = app;
    show({ kind: 'running', url: app.url, digest: app.digest });
    void app.exited.then(async () => {
      if (running !== app) return;
      await end();
      const { digest } = app;
      show({ kind: 'failed', message: 'The container has ended.', lines: [], digest });
    });
  };

  return {
    get state() {
      return state;
    },
    start() {
      starting.abort(new Error('It is started anew.'));
      starting = new AbortController();
      const { signal } = starting;
      show({ kind: 'starting' });
      before = before
        .then(() => begin(signal))
        .catch((error: unknown) => {
          if (!signal.aborted) show({ kind: 'failed', message: faultOf(error).reason, lines: [] });
        });
      return before;
    },
    stop() {
      starting.abort(new Error('It is stopped.'));
      before = before.then(end).finally(() => {
        show({ kind: 'stopped' });
      });
      return before;
    },
  };
}
