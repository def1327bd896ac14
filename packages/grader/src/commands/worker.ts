import { once } from 'node:events';
import { admissionRulesOf } from '@kit/checker';
import { loadWorkshop, mayGetPrivateEngine, UsageError } from '@kit/verify';
import { isInteractive } from '@kit/terminal';
import type { WorkerOptions } from '../options.ts';
import { openQueue } from '../queue/queue.ts';
import { progressScreen } from '../screen/progress.ts';
import { databaseUrl } from '@kit/store/location';
import { openGradingStore } from '../store/store.ts';
import { versionsOf } from '../versions.ts';
import { buildMsOf } from '../work/build-deadline.ts';
import { EngineKeeper } from '../work/engine-keeper.ts';
import { gradeContent } from '../work/grade-content.ts';
import { gradedWorkshop } from '../work/graded-workshop.ts';
import { startWorker } from '../work/worker.ts';

/** `pnpm grade worker`: grades what others have queued, until it is stopped. */
export async function worker(options: WorkerOptions, signal: AbortSignal): Promise<number> {
  const url = databaseUrl();
  if (url === undefined) {
    throw new UsageError(
      'A worker joins a run through its PostgreSQL: set DATABASE_URL, as in `DATABASE_URL=postgres://user@host/grading pnpm grade worker`.',
    );
  }
  const { note } = progressScreen(process.stderr, options.noColor);
  const plain = await loadWorkshop(options.workshop);
  const versions = versionsOf(plain.name);
  const graded = gradedWorkshop(plain);
  const engine = new EngineKeeper({
    mayStartPrivateEngine: () => mayGetPrivateEngine(isInteractive(process.stderr), signal, note),
    buildMs: buildMsOf(plain),
    profile: options.profile,
    jobs: options.jobs,
    packageHosts: admissionRulesOf(plain).packageHosts,
    onNote: note,
    signal,
  });
  await engine.get();
  const store = await openGradingStore({ folder: '', databaseUrl: url }, (error) =>
    note(`The database: ${error.message}`),
  );
  try {
    const queue = await openQueue(store, versions, options.profile, (error) => {
      if (!signal.aborted) note(`The database: ${error.message}`);
    });
    await startWorker({
      ...store,
      queue,
      workshop: graded.workshop,
      grade: (content, stopped, time) =>
        gradeContent(content, { ...graded, engine }, stopped, time),
      signal,
      slots: options.jobs,
      onNote: note,
    });
    note(`Waiting for submissions, ${options.jobs} at a time. Ctrl-C ends it.`);
    if (!signal.aborted) await once(signal, 'abort');
    await queue.stop();
  } finally {
    await engine.close();
    await store.close();
  }
  return 0;
}
