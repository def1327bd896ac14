import { faultOf } from '@kit/verify';
import type { RunningApp } from '@kit/verify';
import type { AppState } from './guide-state.ts';

/** One container of the learner's image, for the page to show. */
export interface AppRunner {
  readonly state: AppState;
  /** Starts it, anew where it runs. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

type Running = Extract<RunningApp, { kind: 'running' }>;

/** @param run builds the learner's image and starts it. */
export function createAppRunner(
  run: (signal: AbortSignal) => Promise<RunningApp>,
  onChange: () => void,
): AppRunner {
  let state: AppState = { kind: 'stopped' };
  let running: Running | undefined;
  /** Whose engine did not answer when they were to be removed. */
  let left: readonly Running[] = [];
  let starting = new AbortController();
  let before = Promise.resolve();

  const show = (next: AppState) => {
    state = next;
    onChange();
  };
  const remove = async (app: Running) => {
    try {
      await app.stop();
    } catch (error) {
      left = [...left, app];
      throw error;
    }
  };
  const end = async () => {
    const earlier = left;
    const ending = running;
    left = [];
    running = undefined;
    for (const app of earlier) await remove(app).catch(() => undefined);
    if (ending !== undefined) await remove(ending);
  };
  const endedByItself = async (app: typeof running) => {
    if (running !== app) return;
    await end().catch(() => undefined);
    const message = 'The container has ended.';
    show({ kind: 'failed', message, lines: [], ...(app && { digest: app.digest }) });
  };
  const fail = (error: unknown) => {
    show({ kind: 'failed', message: faultOf(error).reason, lines: [] });
  };
  const begin = async (signal: AbortSignal) => {
    await end();
    const app = await run(signal);
    if (app.kind === 'failed') {
      show(app);
      return;
    }
    running = app;
    show({ kind: 'running', url: app.url, digest: app.digest });
    // Where its engine has gone, it has gone too.
    void app.exited
      .catch(() => undefined)
      .then(() => {
        if (running === app) before = before.then(() => endedByItself(app));
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
          if (!signal.aborted) fail(error);
        });
      return before;
    },
    stop() {
      starting.abort(new Error('It is stopped.'));
      before = before.then(end).then(() => {
        show({ kind: 'stopped' });
      }, fail);
      return before;
    },
  };
}
