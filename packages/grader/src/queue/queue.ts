import type { Profile } from '@kit/harness';
import { PgBoss } from 'pg-boss';
import type { JobAttempt } from 'pg-boss';
import { inTransaction } from '../store/store.ts';
import type { Database, Store } from '../store/store.ts';
import { jobIdOf } from '../versions.ts';
import type { Versions } from '../versions.ts';

/** One content to grade; its files are in the store. */
export interface GradingJob {
  readonly contentKey: string;
  readonly contentHash: string;
}

export interface ClaimedJob extends GradingJob {
  /** Tells this claim of the job from an earlier or a later one. */
  readonly claim: JobAttempt;
  /** Aborted once the claim is lost. */
  readonly signal: AbortSignal;
}

/** What waits to be graded under one version of the kit and of its workshop. */
export interface Queue {
  /** Ids of all jobs that have not ended; see `jobIdOf`. */
  open(): Promise<ReadonlySet<string>>;
  /** Forgets jobs that have ended, which would stand in the way of others with their ids. */
  clearEnded(): Promise<void>;
  /** Adds jobs; one that waits or is at work already is left as it is. */
  add(db: Database, jobs: readonly GradingJob[]): Promise<void>;
  /**
   * Takes jobs up, so many at a time, until `stop`.
   * @param handle one that throws has its job come back later.
   */
  work(slots: number, handle: (job: ClaimedJob) => Promise<void>): Promise<void>;
  /**
   * Ends a job within the transaction that records its result.
   * @returns false where the claim was lost: record nothing then.
   */
  complete(db: Database, claim: JobAttempt): Promise<boolean>;
  /** Takes nothing up any more, waits for what is at work, and lets go of the database. */
  stop(): Promise<void>;
}

const retries = {
  // The kit counts attempts itself (`attempts.ts`); this is only against a loop without an end.
  retryLimit: 100,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 20,
};
/** A grader that died is noticed after these seconds. */
const heartbeatSeconds = 10;
const heartbeatRefreshSeconds = 2;
/** Longer than any grading takes. */
const expireInSeconds = 3_600;
/** Jobs that have ended are of no more use; results are kept elsewhere. */
const deleteAfterSeconds = 3_600;
const schema = 'grading_queue';
/** That pg-boss lists at one time. */
const mostJobs = 100_000;
const ended: ReadonlySet<string> = new Set(['completed', 'failed', 'cancelled']);

/**
 * Opens the queue of one version and profile: graders with another one have queues of their own.
 * @param onTrouble told what pg-boss complains of in the background.
 */
export async function openQueue(
  { database, queueOptions }: Store,
  { kit, workshop }: Versions,
  profile: Profile,
  onTrouble: (error: Error) => void,
): Promise<Queue> {
  const name = `${profile}-${kit.slice(0, 16)}-${workshop.slice(0, 16)}`;
  const boss = new PgBoss({
    ...queueOptions,
    schema,
    schedule: false,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 5,
  });
  boss.on('error', onTrouble);
  await boss.start();
  await boss.createQueue(name, {
    ...retries,
    // An embedded store has one owner, and with it no grader that dies unnoticed.
    ...(database.kind === 'postgres' && { heartbeatSeconds }),
    expireInSeconds,
    deleteAfterSeconds,
  });
  if (database.kind === 'embedded') await giveBackLeftovers(boss, name);

  return {
    async open() {
      const jobs = await boss.findJobs(name, { limit: mostJobs });
      return new Set(jobs.filter(({ state }) => !ended.has(state)).map(({ id }) => id));
    },

    async clearEnded() {
      await boss.deleteStoredJobs(name);
    },

    async add(db, jobs) {
      const rows = jobs.map((data) => ({ id: jobIdOf(data.contentKey), data }));
      await boss.insert(name, rows, { db: inTransaction(db) });
    },

    async work(slots, handle) {
      const options = { batchSize: 1, pollingIntervalSeconds: 0.5, heartbeatRefreshSeconds };
      for (let slot = 0; slot < slots; slot += 1) {
        // Several workers, and not `localConcurrency`: each is woken by itself after its job.
        const id: string = await boss.work<GradingJob>(name, options, async ([job]) => {
          if (job === undefined) return;
          const claim = { id: job.id, retryCount: job.retryCount };
          try {
            await handle({ ...job.data, claim, signal: job.signal });
          } finally {
            boss.notifyWorker(id);
          }
        });
      }
    },

    async complete(db, claim) {
      const done = await boss.complete(name, claim, {}, { db: inTransaction(db) });
      // pg-boss types its answer as an empty object.
      return (done as { readonly affected?: number }).affected === 1;
    },

    stop: () => boss.stop({ graceful: true, timeout: 30_000 }),
  };
}

/** What was at work when the folder's last owner was killed: nobody else can be. */
async function giveBackLeftovers(boss: PgBoss, name: string): Promise<void> {
  const jobs = await boss.findJobs(name, { limit: mostJobs });
  const left = jobs.filter(({ state }) => state === 'active').map(({ id }) => id);
  if (left.length > 0) await boss.fail(name, left, { message: 'Its grader is gone.' });
}
