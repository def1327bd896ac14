import { setTimeout as sleep } from 'node:timers/promises';
import type { AdmissionRules, Submission, Workshop } from '@kit/checker';
import type { Profile } from '@kit/harness';
import { verifySubmission } from '@kit/verify';
import { openQueue } from './queue/queue.ts';
import type { GradingJob, Queue } from './queue/queue.ts';
import type { ReadContents } from './class/read-contents.ts';
import { countRun, readRun, recordResult } from './store/results.ts';
import type { ItemResult, Progress } from './store/results.ts';
import { finishRun, knownKeys, openContents, startRun } from './store/runs.ts';
import type { StartedRun } from './store/runs.ts';
import type { Database, Store } from './store/store.ts';
import { jobIdOf } from './versions.ts';
import type { Versions } from './versions.ts';
import { unjudgedReport } from './policy/unjudged-report.ts';
import { ChangedMeanwhile, NoRoom, packSubmission } from './work/snapshot.ts';
import { startWorker } from './work/worker.ts';
import type { WorkerOptions } from './work/worker.ts';

export interface ClassGrading {
  readonly store: Store;
  /** Which class: where its submissions lie. */
  readonly class: string;
  readonly workshop: Workshop;
  /** With the steps of grading. */
  readonly gradedWorkshop: Workshop;
  readonly versions: Versions;
  readonly contents: ReadContents;
  readonly profile: Profile;
  /** By which contents were let in. */
  readonly rules: AdmissionRules;
  /** ISO 8601, where the manifest has one. */
  readonly due?: string;
  /** Whether work can begin at all. @throws where it cannot. */
  readonly prepare: () => Promise<unknown>;
  readonly grade: WorkerOptions['grade'];
  readonly slots: number;
  readonly fresh: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  readonly onNote: (text: string) => void;
}

export interface GradedRun {
  readonly startedAt: Date;
  readonly items: readonly ItemResult[];
}

const pollMs = 250;
const againMs = 15_000;
/** How long a database that went away is waited for. */
const patienceMs = 120_000;

/**
 * Grades a class: queues what has no result yet, works on it, and waits until
 * all of it has one, whoever graded it.
 * @throws the signal's reason once it is aborted; what is graded by then is kept.
 */
export async function gradeClass(grading: ClassGrading): Promise<GradedRun> {
  const { store, versions, signal, onNote } = grading;
  const run = await store.db
    .transaction()
    .execute((db) =>
      startRun(db, { ...grading, ...grading.contents, workshop: grading.workshop.name }),
    );
  grading.onProgress(await countRun(store.db, run.id));
  if (run.open.length > 0) {
    // Before anything is queued: without an engine there is nothing to wait for.
    if (grading.slots > 0) await grading.prepare();
    const queue = await openQueue(store, versions, grading.profile, (error) => {
      if (!signal.aborted) onNote(`The database: ${error.message}`);
    });
    try {
      await workUntilDone(grading, queue, run);
    } finally {
      await queue.stop();
    }
  }
  await finishRun(store.db, run.id);
  await store.archives.tidy();
  return { startedAt: run.startedAt, items: await readRun(store.db, run.id) };
}

async function workUntilDone(
  grading: ClassGrading,
  queue: Queue,
  { id, open }: StartedRun,
): Promise<void> {
  const { store, gradedWorkshop: workshop, slots } = grading;
  if (slots > 0) await startWorker({ ...grading, ...store, queue, workshop });
  const stopped = new AbortController();
  const queueing = keepQueued(grading, queue, id, open, stopped.signal);
  try {
    await Promise.race([untilDone(grading, id), queueing]);
  } finally {
    stopped.abort();
    await queueing.catch(() => undefined);
  }
}

/** Looks now and then how far the run is, until it is done. */
async function untilDone({ store, signal, onProgress }: ClassGrading, id: string): Promise<void> {
  for (let seen = performance.now(); ;) {
    signal.throwIfAborted();
    try {
      const progress = await countRun(store.db, id);
      seen = performance.now();
      onProgress(progress);
      const { total, passed, failed, trouble } = progress;
      if (passed + failed + trouble === total) return;
    } catch (error) {
      if (performance.now() - seen > patienceMs) throw error;
    }
    await sleep(pollMs, undefined, { signal }).catch(() => undefined);
  }
}

/**
 * Queues what is open, and again from time to time: in a database that others use too,
 * somebody's `--fresh` may have taken away a result that this run counted on.
 */
async function keepQueued(
  grading: ClassGrading,
  queue: Queue,
  id: string,
  open: StartedRun['open'],
  stopped: AbortSignal,
): Promise<never> {
  for (let left = open, since = performance.now(); ;) {
    try {
      await queueAll(grading, queue, left, stopped);
      since = performance.now();
      await sleep(againMs, undefined, { signal: stopped });
      const contents = await openContents(grading.store.db, id);
      const queued = await queue.open();
      left = contents.filter(({ key }) => !queued.has(jobIdOf(key)));
    } catch (error) {
      grading.signal.throwIfAborted();
      stopped.throwIfAborted();
      // The database may be away for a while; a disk that is full stays so.
      if (isFullDisk(error) || performance.now() - since > patienceMs) throw error;
      await sleep(pollMs, undefined, { signal: stopped });
    }
  }
}

/** A few at a time, so that work begins with the first. */
const batch = 20;

async function queueAll(
  grading: ClassGrading,
  queue: Queue,
  open: StartedRun['open'],
  stopped: AbortSignal,
): Promise<void> {
  let jobs: GradingJob[] = [];
  for (const { key, hash } of open) {
    grading.signal.throwIfAborted();
    stopped.throwIfAborted();
    const job = await packOrJudge(grading, key, hash);
    if (job === undefined) continue;
    jobs.push(job);
    if (jobs.length < batch) continue;
    await handIn(grading, queue, jobs);
    jobs = [];
  }
  if (jobs.length > 0) await handIn(grading, queue, jobs);
}

async function handIn(
  { store }: ClassGrading,
  queue: Queue,
  jobs: readonly GradingJob[],
): Promise<void> {
  await queue.clearEnded();
  await store.db.transaction().execute(async (db) => {
    // Others may have been at work on them, from an earlier start of this run.
    const known = new Set(
      await knownKeys(
        db,
        jobs.map(({ contentKey }) => contentKey),
      ),
    );
    const left = jobs.filter(({ contentKey }) => !known.has(contentKey));
    if (left.length === 0) return;
    await queue.add(db, left);
  });
}

/** Nothing where it has its result already. */
async function packOrJudge(
  { store, contents, rules, gradedWorkshop, signal }: ClassGrading,
  contentKey: string,
  contentHash: string,
): Promise<GradingJob | undefined> {
  const submission = contents.submissions.get(contentKey);
  if (submission === undefined) return undefined;
  if (submission.dockerfile.kind !== 'text') {
    await judgeAtTheDoor(store.db, contentKey, submission, gradedWorkshop, signal);
    return undefined;
  }
  try {
    await using packed = await packSubmission(submission, rules);
    await store.archives.put(contentHash, packed.archive);
    return { contentKey, contentHash };
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile) && !isUnreadable(error)) throw error;
    await recordResult(store.db, {
      contentKey,
      isFinal: false,
      report: unjudgedReport(gradedWorkshop, '.', 'error', {
        reason:
          error instanceof ChangedMeanwhile ? error.message : 'Not all of its files can be read.',
        help: 'Let nobody write to the folder, let yourself read it, and grade again.',
      }),
      attempt: 1,
      durationMs: 0,
      worker: '',
    });
    return undefined;
  }
}

function isFullDisk(error: unknown): boolean {
  return error instanceof NoRoom || (error as NodeJS.ErrnoException).code === 'ENOSPC';
}

function isUnreadable(error: unknown): boolean {
  return ['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');
}

/** Without a Dockerfile that can be read there is nothing to build, and nothing that need travel. */
async function judgeAtTheDoor(
  db: Database,
  contentKey: string,
  { path: directory, digest }: Submission,
  workshop: Workshop,
  signal: AbortSignal,
): Promise<void> {
  const openSession = () => Promise.reject(new Error('There is nothing to build.'));
  const started = performance.now();
  const report = await verifySubmission(
    { workshop, directory, shownAs: '.', mode: 'grade', openSession },
    () => undefined,
    signal,
  );
  await recordResult(db, {
    contentKey,
    isFinal: true,
    report: { ...report, submission: { ...report.submission, digest } },
    attempt: 1,
    durationMs: performance.now() - started,
    worker: '',
  });
}
