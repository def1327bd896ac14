import { hostname } from 'node:os';
import type { Workshop } from '@kit/checker';
import { faultOf } from '@kit/verify';
import type { Report } from '@kit/verify';
import type { ClaimedJob, Queue } from '../queue/queue.ts';
import type { Archives } from '../store/archives.ts';
import { beginAttempt, earlierAttempts } from '../store/attempts.ts';
import type { Attempt } from '../store/attempts.ts';
import { recordResult } from '../store/results.ts';
import type { Database } from '../store/store.ts';
import { createLock } from './alone.ts';
import { MachineFault } from './grade-content.ts';
import type { PackedSubmission } from './grade-content.ts';
import { startOwnTime } from './own-time.ts';
import type { OwnTime } from './own-time.ts';
import { unjudgedReport } from '../policy/unjudged-report.ts';

/** A submission over which as many graders died is not given to another one. */
const mostDeaths = 3;
/** So often the machine may fail over one submission. */
const mostFaults = 4;

export interface WorkerOptions {
  readonly db: Database;
  readonly archives: Archives;
  readonly queue: Queue;
  readonly workshop: Workshop;
  /** Judges one; throws where the machine is at fault. */
  readonly grade: (
    submission: PackedSubmission,
    signal: AbortSignal,
    time: OwnTime,
  ) => Promise<Report>;
  readonly signal: AbortSignal;
  /** Submissions at work at one time. */
  readonly slots: number;
  readonly onNote: (text: string) => void;
}

/** Takes submissions out of the queue and grades them, until the queue is stopped. */
export async function startWorker({
  db,
  archives,
  queue,
  workshop,
  grade,
  signal,
  slots,
  onNote,
}: WorkerOptions): Promise<void> {
  const lock = createLock();
  const worker = `${hostname()}/${process.pid}`;

  async function take(job: ClaimedJob): Promise<void> {
    const { deaths } = await earlierAttempts(db, job.contentKey);
    if (deaths >= mostDeaths) {
      await giveUp(job, deaths);
      return;
    }
    // Whoever was at work when a grader died may have killed it: that shows alone.
    await (deaths > 0 ? lock.alone(() => judge(job)) : lock.shared(() => judge(job)));
  }

  async function giveUp(job: ClaimedJob, deaths: number): Promise<void> {
    const reason = `It could not be graded: its grader died ${deaths} times over it.`;
    const report = unjudgedReport(workshop, '.', 'error', {
      reason,
      help: 'Look at it by hand, and with care; `--fresh` has it graded once more.',
    });
    const attempt = await beginAttempt(db, job.contentKey, worker);
    await record(job, attempt, { isFinal: true, report, durationMs: 0 });
  }

  async function judge(job: ClaimedJob): Promise<void> {
    // Not before its turn: who only waits has no part in the death of a grader.
    const attempt = await beginAttempt(db, job.contentKey, worker);
    const time = startOwnTime();
    const stopped = AbortSignal.any([signal, job.signal]);
    try {
      const purpose = `${job.claim.id}/${attempt.number}`;
      const { contentHash } = job;
      const archive = () => archives.read(contentHash);
      const report = await grade({ contentHash, archive, purpose }, stopped, time);
      await record(job, attempt, { isFinal: true, report, durationMs: time.ms });
    } catch (error) {
      // Stopped by somebody, or taken over by another grader: it is none of this attempt's.
      if (stopped.aborted) {
        await attempt.undo();
        throw error;
      }
      await fail(job, attempt, error, time.ms);
    }
  }

  /** Lets the job come back later, as long as it makes sense. */
  async function fail(
    job: ClaimedJob,
    attempt: Attempt,
    error: unknown,
    durationMs: number,
  ): Promise<void> {
    const fault = faultOf(error);
    if (attempt.earlier.faults + 1 < mostFaults) {
      onNote(`${fault.reason} One submission waits for another try.`);
      await attempt.end(fault.reason);
      throw error;
    }
    const report =
      error instanceof MachineFault ? error.report : unjudgedReport(workshop, '.', 'error', fault);
    await record(job, attempt, { isFinal: false, report, durationMs }, fault.reason);
  }

  async function record(
    { claim, contentKey }: ClaimedJob,
    attempt: Attempt,
    result: {
      readonly isFinal: boolean;
      readonly report: Report;
      readonly durationMs: number;
    },
    fault?: string,
  ): Promise<void> {
    await db.transaction().execute(async (transaction) => {
      await attempt.end(fault, transaction);
      if (!(await queue.complete(transaction, claim))) return;
      await recordResult(transaction, { ...result, contentKey, attempt: attempt.number, worker });
    });
  }

  await queue.work(slots, take);
}
