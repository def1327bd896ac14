import { aborted } from '../aborted.ts';
import { againMs, conclude, endOf, isAllGood } from '../answers.ts';
import type { Conclusion, Ended } from '../answers.ts';
import { readLog } from '../container-log.ts';
import type { Engine } from '../engine.ts';
import type { ProbeOutcome, ProbeRequest, Told } from '../run-and-probe.ts';
import { Unstartable } from '../unstartable.ts';
import { runHeld } from './held-container.ts';
import type { HeldContainer } from './held-container.ts';
import type { Room } from './host-config.ts';
import { startProber } from './prober.ts';
import type { InsideAnswer } from './prober.ts';

const defaultDeadlineMs = 20_000;

/**
 * Runs a stranger's image in a network that leads nowhere, and asks its port
 * from within. Nothing is left behind, whatever happens.
 * @throws EngineError; the signal's reason once it is aborted.
 */
export async function probeInside(engine: Engine, request: ProbeRequest): Promise<ProbeOutcome> {
  const outcome = await probeIn('tight', engine, request);
  return mayNeedRoom(outcome) ? probeIn('roomy', engine, request) : outcome;
}

/** A right answer may write at its start, in ways that a read-only root does not let it. */
function mayNeedRoom(outcome: ProbeOutcome): boolean {
  if (outcome.kind === 'exited') return !outcome.outOfMemory;
  const log = outcome.log ?? [];
  return log.some((line) => /read-only|permitted|denied|EROFS|EPERM|EACCES/i.test(line));
}

async function probeIn(
  room: Room,
  engine: Engine,
  { imageId, command, port, path, purpose, signal, deadlineMs = defaultDeadlineMs }: ProbeRequest,
): Promise<ProbeOutcome> {
  const started = performance.now();
  const since = () => Math.round(performance.now() - started);
  const done = (told: Told): ProbeOutcome => ({
    ...told,
    url: `http://127.0.0.1:${port}${path}`,
    durationMs: since(),
  });
  const named = purpose === undefined ? {} : { purpose };
  signal?.throwIfAborted();
  const prober = await startProber(engine, { port, path, deadlineMs, ...named });
  let container: HeldContainer | undefined;
  try {
    signal?.throwIfAborted();
    container = await runHeld(engine, {
      imageId,
      network: `container:${prober.id}`,
      room,
      ...(command !== undefined && { command }),
      ...named,
    });
    const exited = container.exited.then(async (end) => ({
      answers: await prober.answersSoFar(),
      last: { kind: 'exited', ...end } as const,
    }));
    const stopped = signal === undefined ? [] : [aborted(signal)];
    const { answers, last } = await Promise.race([prober.asked, exited, ...stopped]);
    const ended = await endOf(engine, container, last);
    return done(await explain(engine, container, conclude(answers, ended ?? last), since()));
  } catch (error) {
    if (!(error instanceof Unstartable)) throw error;
    return done({ kind: 'exited', exitCode: 127, outOfMemory: false, log: [error.message] });
  } finally {
    await Promise.all([container?.remove(), prober.remove()]);
  }
}

async function explain(
  engine: Engine,
  { id, endedFor }: HeldContainer,
  ending: Conclusion<InsideAnswer | Ended>,
  waitedMs: number,
): Promise<Told> {
  if (ending.kind === 'answered' && isAllGood(ending)) return ending;
  const written = await readLog(engine, id);
  const reason = endedFor();
  const log = reason === undefined ? written : [...written, reason];
  if (ending.kind !== 'slow') return { ...ending, log };
  return { ...ending, waitedMs: ending.answeredBefore === undefined ? waitedMs : againMs, log };
}
