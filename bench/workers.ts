import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { hasPostgres, startPostgres } from '../packages/store/src/testing/postgres.ts';
import { pinnedTo, startEngine } from './engines.ts';
import type { BenchEngine } from './engines.ts';
import { gradeByKit } from './graders.ts';
import type { ClassToGrade, Graded } from './graders.ts';

export interface WorkersBench extends Pick<ClassToGrade, 'folder' | 'learners'> {
  readonly root: string;
  readonly scratch: string;
}

/**
 * The class graded by one worker, and by two: each has an engine of its own, and
 * one processor for both, so that two stand for two machines.
 * @returns `undefined` where PostgreSQL is not installed.
 */
export async function gradeByWorkers(bench: WorkersBench): Promise<readonly Graded[] | undefined> {
  if (!hasPostgres) return undefined;
  const engines = [0, 1].map((core) => startEngine(bench.root, `core-${core}`, core));
  try {
    return [await gradeOn(engines.slice(0, 1), bench), await gradeOn(engines, bench)];
  } finally {
    for (const engine of engines) engine.stop();
  }
}

/** From an empty build cache and an empty database. */
async function gradeOn(engines: readonly BenchEngine[], bench: WorkersBench): Promise<Graded> {
  const { root, scratch, folder, learners } = bench;
  const postgres = await startPostgres();
  for (const engine of engines) engine.empty();
  const database = { DATABASE_URL: postgres.url };
  const workers = engines.map(({ env }, core) => startWorker(root, core, { ...env, ...database }));
  try {
    await Promise.all(workers.map(untilWaiting));
    const subject = { folder, learners, env: { ...process.env, ...database } };
    return gradeByKit(
      subject,
      root,
      path.join(scratch, `workers-${engines.length}`),
      '--jobs',
      '0',
    );
  } finally {
    for (const worker of workers) worker.kill('SIGINT');
    await Promise.all(workers.map((worker) => once(worker, 'exit')));
    await postgres.stop();
  }
}

function startWorker(root: string, core: number, env: NodeJS.ProcessEnv): ChildProcess {
  const program = path.join(root, 'packages/grader/bin/grade.js');
  const [command, ...args] = [...pinnedTo(core), process.execPath, program, 'worker'];
  return spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
}

function untilWaiting(worker: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    worker.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('Waiting for submissions')) resolve();
    });
    worker.once('exit', () => reject(new Error(`A worker ended:\n${said}`)));
  });
}
