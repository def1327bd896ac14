import { SubmissionError } from '@kit/checker';
import type { Step, StepResult, Workshop } from '@kit/checker';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenSession } from '../engine-session.ts';
import { faultOf } from '../fault.ts';
import type { Fault } from '../fault.ts';
import type { VerifyEvent } from '../observer.ts';
import type { Report } from '../report.ts';
import { verifySubmission } from '../verify.ts';
import { lookAtEngine } from './engine-watcher.ts';
import type { LookAtEngine } from './engine-watcher.ts';
import type { LoopState, ShownStep } from './loop-state.ts';
import type { RebuildCost } from './rebuild-cost.ts';
import { watchSaves } from './save-watcher.ts';
import { ended, workAfter } from './work.ts';

export interface LoopRequest {
  readonly workshop: Workshop;
  /** Folder to judge, relative to the working directory. */
  readonly directory: string;
  readonly openSession: OpenSession;
  /** Without an engine: only the steps that need none. */
  readonly mode: 'static' | 'full';
  readonly look?: LookAtEngine;
}

/** A folder that is judged at every save. */
export interface Loop {
  readonly state: LoopState;
  /** @returns ends the calls. */
  subscribe(listener: (state: LoopState) => void): () => void;
  /** Judges once more, though nothing was saved. */
  judgeAgain(): void;
  /** Ends what runs, cleans up in the engine, and watches no more. */
  close(): Promise<void>;
}

/** What tells of nothing by itself is looked at again and again. */
const lookMs = 1000;

/** A newer round takes the place of this one. */
const superseded = new Error('Something was saved.');

/**
 * Judges a folder at every save, and at every change of the engine's images:
 * first the Dockerfile alone, which takes milliseconds, then with the engine,
 * whose work is stopped at once when the folder changes again.
 */
export function startLoop(request: LoopRequest): Loop {
  const { workshop, directory, mode, openSession, look = lookAtEngine() } = request;
  const listeners = new Set<(state: LoopState) => void>();
  let state: LoopState = { ...nothingYet, steps: workshop.steps.map(waiting) };
  let round = new AbortController();
  let engineWork = Promise.resolve();
  let reading: Promise<void> | undefined;
  let isStale = false;
  let judgedDigest: string | undefined;
  let seen: string | undefined;
  let measured: string | undefined;
  let retry: NodeJS.Timeout | undefined;

  const show = (change: Partial<LoopState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener(state);
  };

  /** Reads and judges; what comes in meanwhile is one more reading after it. */
  const judge = (force: boolean): void => {
    clearTimeout(retry);
    if (force) judgedDigest = undefined;
    if (isClosed()) return;
    if (reading !== undefined) isStale = true;
    else {
      reading = readAndJudge().finally(() => {
        reading = undefined;
        if (!isStale) return;
        isStale = false;
        judge(false);
      });
    }
  };

  const isClosed = () => closed.signal.aborted;

  const readAndJudge = async (): Promise<void> => {
    try {
      const report = await judgeOnce('static', () => undefined, closed.signal);
      if (report.submission.digest === judgedDigest && state.trouble === undefined) return;
      judgedDigest = report.submission.digest;
      begin(report);
    } catch (error) {
      if (isClosed()) return;
      retry = setTimeout(judge, lookMs, false);
      const trouble = troubleOf(error);
      if (trouble.reason === state.trouble?.reason) return;
      round.abort(superseded);
      judgedDigest = undefined;
      show({ round: state.round + 1, phase: 'settled', work: undefined, trouble });
    }
  };

  const begin = (report: Report): void => {
    round.abort(superseded);
    round = new AbortController();
    const isOver = mode === 'static';
    show({
      round: state.round + 1,
      phase: isOver ? 'settled' : 'judging',
      steps: isOver ? report.steps : report.steps.map((step) => openOr(step)),
      report,
      work: undefined,
      trouble: undefined,
    });
    if (!isOver) engineWork = askEngine(engineWork, round.signal);
  };

  const askEngine = async (before: Promise<void>, signal: AbortSignal): Promise<void> => {
    // It removes what it made in the engine.
    await before;
    const isOver = () => signal.aborted;
    if (isOver()) return;
    try {
      seen = await look();
      const report = await judgeOnce('full', observe(signal), signal);
      if (isOver()) return;
      const mayMeasure = report.outcome === 'passed' && report.submission.source !== measured;
      const phase = mayMeasure ? 'measuring' : 'settled';
      const built = ended(state.work?.instructions ?? [], Date.now());
      show({ phase, steps: report.steps, report, work: undefined, built });
      if (!mayMeasure) return;
      const cost = await measure(signal).catch(() => undefined);
      if (isOver()) return;
      measured = report.submission.source;
      show({ phase: 'settled', cost });
    } catch (error) {
      if (!isOver()) show({ phase: 'settled', work: undefined, trouble: troubleOf(error) });
    }
  };

  const measure = async (signal: AbortSignal): Promise<RebuildCost | undefined> => {
    if (workshop.rebuild === undefined) return undefined;
    const { measureRebuild } = await import('./rebuild-cost.ts');
    return measureRebuild(workshop, workshop.rebuild, directory, signal);
  };

  const observe = (signal: AbortSignal) => (event: VerifyEvent) => {
    if (signal.aborted) return;
    const steps = event.kind === 'judged' ? withResult(state.steps, event.result) : state.steps;
    show({ steps, work: workAfter(state.work, event, Date.now()) });
  };

  const judgeOnce = (
    mode: 'static' | 'full',
    observer: (event: VerifyEvent) => void,
    signal: AbortSignal,
  ) => verifySubmission({ workshop, directory, mode, openSession }, observer, signal);

  const watchEngine = async (): Promise<void> => {
    while (!isClosed()) {
      await sleep(lookMs, undefined, { signal: closed.signal }).catch(() => undefined);
      if (state.phase !== 'settled' || isClosed()) continue;
      const { round } = state;
      const found = await look();
      if (state.round === round && found !== seen) judge(true);
    }
  };

  const closed = new AbortController();
  const stopWatching = watchSaves(directory, () => {
    judge(false);
  });
  judge(false);
  if (mode === 'full') void watchEngine();

  return {
    get state() {
      return state;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    judgeAgain: () => {
      judge(true);
    },
    async close() {
      closed.abort(superseded);
      round.abort(superseded);
      stopWatching();
      clearTimeout(retry);
      await Promise.all([reading, engineWork]);
    },
  };
}

const nothingYet = {
  round: 0,
  phase: 'judging',
  report: undefined,
  work: undefined,
  built: [],
  cost: undefined,
  trouble: undefined,
} as const;

/** Nobody has to run a command again here. */
function troubleOf(error: unknown): Fault {
  if (!(error instanceof SubmissionError)) return faultOf(error);
  return { reason: error.message, help: 'The kit looks again every second, and then goes on.' };
}

function waiting({ id, title }: Step): ShownStep {
  return { id, title, status: 'waiting' };
}

/** What the Dockerfile alone leaves open the engine will tell. */
function openOr(step: StepResult): ShownStep {
  const { id, title, status } = step;
  return status === 'skipped' ? { id, title, status: 'waiting' } : step;
}

function withResult(steps: readonly ShownStep[], result: StepResult): readonly ShownStep[] {
  return steps.map((step) => (step.id === result.id ? result : step));
}
