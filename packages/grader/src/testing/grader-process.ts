import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { admissionRulesOf } from '@kit/checker';
import type { StepResult, Workshop } from '@kit/checker';
import { abortOnSignals } from '@kit/verify';
import { readClass } from '../class/read-class.ts';
import { readContents } from '../class/read-contents.ts';
import { gradeClass } from '../grade-class.ts';
import { unjudgedReport } from '../policy/unjudged-report.ts';
import { openQueue } from '../queue/queue.ts';
import { openGradingStore } from '../store/store.ts';
import type { Store } from '../store/store.ts';
import { startWorker } from '../work/worker.ts';
import type { WorkerOptions } from '../work/worker.ts';
import { unpackSubmission } from '../work/snapshot.ts';

/**
 * A grader for tests that kill it: all of it is real but the judging, which
 * does what the Dockerfile says in one word, and writes each try to a log.
 * Run as a process: `--class FOLDER --log FILE --store FOLDER [--worker]`.
 */
const { values } = parseArgs({
  options: {
    class: { type: 'string', default: '' },
    log: { type: 'string', default: '' },
    store: { type: 'string', default: '' },
    worker: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
    slots: { type: 'string', default: '3' },
    kit: { type: 'string', default: 'kit' },
  },
});

const workshop: Workshop = {
  name: 'fake',
  title: 'Fake',
  app: 'fake',
  steps: [{ id: 'one', title: 'One', goal: 'parse', needs: [], checks: [] }],
  advice: [],
};

const grade: WorkerOptions['grade'] = async ({ contentHash, archive }, signal) => {
  await using snapshot = await unpackSubmission(archive());
  const [word = '', detail = ''] = readFileSync(`${snapshot.directory}/Dockerfile`, 'utf8').split(
    ' ',
  );
  const tries = tried(contentHash);
  appendFileSync(values.log, `${contentHash}\n`);
  await sleep(word === 'slow' ? Number(detail) : 20, undefined, { signal });
  if (word === 'kill') process.kill(process.pid, 'SIGKILL');
  if (word === 'fault' && tries < Number(detail)) throw new Error('The engine is on holiday.');
  const status = word === 'wrong' ? 'failed' : 'passed';
  const result = { id: 'one', title: 'One', durationMs: 0, diagnostics: [], status } as StepResult;
  const report = unjudgedReport(workshop, '.', 'error', { reason: '', help: '' });
  return { ...report, outcome: status, steps: [result] };
};

function tried(contentHash: string): number {
  if (!existsSync(values.log)) return 0;
  return readFileSync(values.log, 'utf8').split(contentHash).length - 1;
}

const say = (text: string) => process.stderr.write(`${text}\n`);
const signal = abortOnSignals(() => say('Stopping.'));
const versions = { kit: values.kit, workshop: 'workshop' };
const profile = 'grade';
const slots = Number(values.slots);

async function run(): Promise<void> {
  const place = { folder: values.store, databaseUrl: process.env.DATABASE_URL };
  const store = await openGradingStore(place, (error) => say(error.message));
  try {
    await (values.worker ? work(store) : gradeAll(store));
  } finally {
    await store.close();
  }
}

async function work(store: Store): Promise<void> {
  const queue = await openQueue(store, versions, profile, (error) => say(error.message));
  await startWorker({ ...store, queue, workshop, grade, signal, slots, onNote: say });
  say('At work.');
  while (!signal.aborted) await sleep(50);
  await queue.stop();
}

async function gradeAll(store: Store): Promise<void> {
  const rules = admissionRulesOf(workshop);
  const { entries } = await readClass(values.class);
  const { items } = await gradeClass({
    store,
    class: values.class,
    workshop,
    gradedWorkshop: workshop,
    versions,
    contents: await readContents(entries, versions, { profile, rules }),
    profile,
    rules,
    prepare: () => Promise.resolve(),
    grade,
    slots,
    fresh: values.fresh,
    signal,
    onProgress: () => undefined,
    onNote: say,
  });
  const outcomes = items.map(({ name, known, result, problem }) => {
    const step = result?.report.steps[0];
    const reason = step !== undefined && 'reason' in step ? step.reason : problem?.reason;
    return { name, known, outcome: result?.report.outcome, ...(reason && { reason }) };
  });
  process.stdout.write(JSON.stringify(outcomes));
}

await run().then(
  () => process.exit(0),
  (error: unknown) => {
    say(String(error));
    process.exit(2);
  },
);
