import { faultOf } from '../fault.ts';
import type { RunningApp } from '../loop/run-app.ts';

/** The learner's container, that `r` starts. */
export type AppState =
  | { readonly kind: 'off' | 'starting' }
  | { readonly kind: 'running'; readonly url: string }
  | { readonly kind: 'failed'; readonly message: string; readonly lines: readonly string[] };

export interface App {
  readonly state: AppState;
  /** Starts it, or stops what runs. */
  toggle(): void;
  /** Starts what runs anew where it is of another image than this one. */
  follow(image: string | undefined): void;
  /** Takes the words of a failure away in another round of the loop: what they tell may be over. */
  judging(round: number): void;
  /** Takes the words of a failure away. */
  dismiss(): void;
  /** Stops it and removes its container; nothing starts any more. */
  close(): Promise<void>;
}

interface AppRequest {
  /** Resolves when an image can be built for it, and it is known which one that is. */
  readonly ready: (signal: AbortSignal) => Promise<void>;
  readonly run: (signal: AbortSignal) => Promise<RunningApp>;
  /** Once for each start that the learner asked for. */
  readonly open: (url: string) => Promise<unknown>;
  readonly onChange: () => void;
}

type Running = Extract<RunningApp, { readonly kind: 'running' }>;

/** At most one container at a time; starts and stops wait for one another. */
export function createApp({ ready, run, open, onChange }: AppRequest): App {
  let state: AppState = { kind: 'off' };
  let running: Running | undefined;
  let startedFrom: string | undefined;
  let image: string | undefined;
  let round = 0;
  /** Whose engine did not answer when they were to be removed. */
  let left: readonly Running[] = [];
  let abort = new AbortController();
  let turn: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  const show = (next: AppState) => {
    state = next;
    onChange();
  };

  const start = async (isAskedFor: boolean): Promise<void> => {
    const { signal } = abort;
    const isOver = () => isClosed || signal.aborted;
    if (isOver()) return;
    try {
      await ready(signal);
      await stop();
      startedFrom = image;
      const app = await run(signal);
      if (app.kind === 'failed') {
        show(app);
        return;
      }
      running = app;
      if (isOver()) return; // What was queued after this stops it.
      void app.exited.then(
        () => queue(() => ended(app)),
        () => queue(() => lost(app)),
      );
      show({ kind: 'running', url: app.url });
      startAnewIfOther();
      if (isAskedFor) await open(app.url);
    } catch (error) {
      if (isOver()) return;
      const { reason, help } = faultOf(error);
      show({ kind: 'failed', message: reason, lines: help.split('\n') });
    }
  };

  const startAnewIfOther = () => {
    if (state.kind !== 'running' || startedFrom === undefined || image === startedFrom) return;
    show({ kind: 'starting' });
    void queue(stop).then(() => queue(() => start(false)));
  };

  const stop = async (): Promise<void> => {
    const ending = [...left, ...(running === undefined ? [] : [running])];
    running = undefined;
    left = [];
    for (const app of ending) {
      await app.stop().catch(() => {
        left = [...left, app];
      });
    }
  };

  const ended = async (app: RunningApp): Promise<void> => {
    if (running !== app) return;
    await stop();
    show({ kind: 'failed', message: 'The container ended.', lines: ['`r` starts it again.'] });
  };

  /** Its engine has gone, which the verdicts tell. */
  const lost = async (app: RunningApp): Promise<void> => {
    if (running !== app) return;
    await stop();
    if (state.kind === 'running') show({ kind: 'off' });
  };

  const dismiss = () => {
    if (state.kind === 'failed') show({ kind: 'off' });
  };

  const queue = (work: () => Promise<void>): Promise<void> => {
    const done = turn.then(work);
    turn = done;
    return done;
  };

  return {
    get state() {
      return state;
    },
    toggle() {
      if (state.kind === 'starting' || state.kind === 'running') {
        abort.abort();
        show({ kind: 'off' });
        void queue(stop);
        return;
      }
      abort = new AbortController();
      show({ kind: 'starting' });
      void queue(() => start(true));
    },
    follow(fresh) {
      image = fresh ?? image;
      startAnewIfOther();
    },
    judging(fresh) {
      if (fresh === round) return;
      round = fresh;
      dismiss();
    },
    dismiss,
    async close() {
      isClosed = true;
      abort.abort();
      await queue(stop);
    },
  };
}
