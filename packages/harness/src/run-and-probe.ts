import { setTimeout as sleep } from 'node:timers/promises';
import { aborted } from './aborted.ts';
import { againMs, askSeveralTimes, conclude, endOf, isAllGood } from './answers.ts';
import type { Conclusion, Ended, OtherAnswer } from './answers.ts';
import { readLog } from './container-log.ts';
import type { Engine } from './engine.ts';
import { probeInside } from './held/probe-inside.ts';
import type { ListeningSocket } from './listening.ts';
import { listListening } from './listening.ts';
import type { Answer } from './probe.ts';
import type { ContainerLimits, Profile } from './profile.ts';
import type { RunningContainer } from './run.ts';
import { runContainer } from './run.ts';
import { Unstartable } from './unstartable.ts';

export interface ProbeRequest {
  readonly imageId: string;
  /** TCP port in the container. */
  readonly port: number;
  /** Path to ask for, `/`. */
  readonly path: string;
  /** Milliseconds from the start of the container to the last word. */
  readonly deadlineMs?: number;
  readonly limits?: ContainerLimits;
  /** What holds the container; `learner` by default. Of strangers', `limits` are the profile's. */
  readonly profile?: Profile;
  /** For the kit's own attacks, in the place of the image's; strangers' profiles only. */
  readonly command?: readonly string[];
  /** As of `runContainer`. */
  readonly purpose?: string;
  readonly signal?: AbortSignal;
}

/** What came of asking the container's port several times; `log` holds its last lines, oldest first. */
export type ProbeOutcome = { readonly url: string; readonly durationMs: number } & (
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly body: string;
      /** Answers after this one that were not the same, in their order. */
      readonly others?: readonly OtherAnswer[];
      /** Where the last status is an error. */
      readonly log?: readonly string[];
    }
  | (Unanswered &
      (
        | { readonly kind: 'exited'; readonly exitCode: number; readonly outOfMemory: boolean }
        | { readonly kind: 'refused'; readonly listening: readonly ListeningSocket[] | 'unknown' }
        | { readonly kind: 'slow'; readonly waitedMs: number }
        | { readonly kind: 'not-http'; readonly received: string }
      ))
);

interface Unanswered {
  /** How often it had answered well before that; absent where never. */
  readonly answeredBefore?: number;
  readonly log: readonly string[];
}

/** What came of it, but for where and how long. */
export type Told = ProbeOutcome extends infer Outcome
  ? Outcome extends ProbeOutcome
    ? Omit<Outcome, 'url' | 'durationMs'>
    : never
  : never;

const defaultDeadlineMs = 20_000;
/** As long as a server listens elsewhere, and not where it should, it is not still starting. */
const elsewhereMs = 3_000;
const lookMs = 400;

/**
 * Runs an image and asks its port from outside until it answers, ends, or the
 * time is over; what answers is asked again. Nothing is left behind, whatever happens.
 *
 * @throws EngineError; the signal's reason once it is aborted.
 */
export async function runAndProbe(engine: Engine, request: ProbeRequest): Promise<ProbeOutcome> {
  if ((request.profile ?? 'learner') !== 'learner') return probeInside(engine, request);
  const started = performance.now();
  const since = () => Math.round(performance.now() - started);
  const { port, path, signal, deadlineMs = defaultDeadlineMs } = request;
  let container: RunningContainer;
  try {
    container = await runContainer(engine, request);
  } catch (error) {
    if (!(error instanceof Unstartable)) throw error;
    const url = `http://127.0.0.1:${port}${path}`;
    const log = [error.message];
    return { kind: 'exited', exitCode: 127, outOfMemory: false, log, url, durationMs: since() };
  }
  const done = new AbortController();
  const stop = signal === undefined ? done.signal : AbortSignal.any([signal, done.signal]);
  try {
    const { published } = container;
    const url = `http://${published?.host ?? '127.0.0.1'}:${published?.port ?? port}${path}`;
    const answers: Answer[] = [];
    const times = { deadline: started + deadlineMs, signal: stop };
    const exited = container.exited.then((end) => ({ kind: 'exited', ...end }) as const);
    const elsewhere = watchListening(engine, container.id, port, stop);
    const last =
      published === undefined
        ? await exited
        : await Promise.race([
            askSeveralTimes(url, times, answers),
            exited,
            elsewhere,
            aborted(stop),
          ]);
    const ended = await endOf(engine, container, last);
    const told = await explain(engine, container, conclude(answers, ended ?? last), since());
    return { ...told, url, durationMs: since() };
  } finally {
    done.abort(new Error('The probe has ended.'));
    await container.remove();
  }
}

async function explain(
  engine: Engine,
  { id }: RunningContainer,
  ending: Conclusion<Answer | Ended>,
  waitedMs: number,
): Promise<Told> {
  if (ending.kind === 'answered' && isAllGood(ending)) return ending;
  const log = await readLog(engine, id);
  switch (ending.kind) {
    case 'answered':
    case 'exited':
    case 'not-http':
      return { ...ending, log };
    case 'slow':
      return { ...ending, waitedMs: ending.answeredBefore === undefined ? waitedMs : againMs, log };
    case 'refused':
      return { ...ending, listening: await listListening(engine, id), log };
  }
}

/** Resolves once the container has listened for a while, and not on the port. */
async function watchListening(
  engine: Engine,
  id: string,
  port: number,
  signal: AbortSignal,
): Promise<{ readonly kind: 'refused' }> {
  let since: number | undefined;
  while (!signal.aborted) {
    await sleep(lookMs, undefined, { signal }).catch(() => undefined);
    const sockets = await listListening(engine, id);
    const isElsewhere =
      sockets !== 'unknown' &&
      sockets.length > 0 &&
      !sockets.some((socket) => socket.port === port && !isLoopback(socket.address));
    since = isElsewhere ? (since ?? performance.now()) : undefined;
    if (since !== undefined && performance.now() - since >= elsewhereMs) return { kind: 'refused' };
  }
  return new Promise<never>(() => undefined);
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}
