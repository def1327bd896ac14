import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, globSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { obtainTestEngine } from './engine-for-tests.ts';
import { closingLine, failures, sum, tally } from './tally.ts';
import type { VitestReport } from './tally.ts';

/**
 * Runs the whole suite through turbo, which leaves out what passed before and
 * has not changed since, and closes with `N passed, N failed`.
 */
const withoutEngine = ['typecheck', 'lint', 'format:check', 'dead-code', 'test:unit'];
// One package after the other: their tests share one engine.
const withEngine = ['test:engine', '--concurrency=1'];

const root = path.resolve(import.meta.dirname, '..');
const summaries = path.join(root, '.turbo/runs');

/** What of turbo's run summary is read. */
interface Task {
  readonly taskId: string;
  readonly task: string;
  /** Of its package, from the root. */
  readonly directory: string;
  readonly command: string;
  readonly execution?: { readonly exitCode?: number };
}

// A task that falls over must not be counted by the report of an earlier run.
for (const report of globSync('{.,packages/*}/.vitest/*.json', { cwd: root })) {
  rmSync(path.join(root, report));
}

const tasks = [...run(withoutEngine), ...run(withEngine, { TEST_ENGINE: await nameOfEngine() })];
const failed = tasks.filter((task) => !succeeded(task));
const total = sum(tasks.map((task) => tally(succeeded(task), reportOf(task))));

for (const task of failed) {
  print(`\nDid not pass: ${task.taskId}`);
  for (const failure of failuresOf(task)) print(failure);
}
print(`\n${closingLine(total)}`);
process.exitCode = total.failed > 0 ? 1 : 0;

/**
 * What passed on one engine may fail on another: turbo takes this text for an
 * input of the engine tests (`turbo.json`). Where there is no engine no earlier
 * result holds; the tests run, and say how to get one.
 */
async function nameOfEngine(): Promise<string> {
  try {
    const { address, name, version, platform, standIn = '' } = await obtainTestEngine();
    return [address, name, version, platform, standIn].join(' ');
  } catch {
    return randomUUID();
  }
}

/** @param names of tasks, and turbo's options. */
function run(names: readonly string[], env: NodeJS.ProcessEnv = {}): readonly Task[] {
  rmSync(summaries, { recursive: true, force: true });
  const { status, signal, error } = spawnSync(
    'turbo',
    ['run', ...names, '--continue=always', '--summarize', '--ui=stream', '--output-logs=new-only'],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        ...env,
        TURBO_TELEMETRY_DISABLED: '1',
        TURBO_NO_UPDATE_NOTIFIER: '1',
      },
    },
  );
  if (signal !== null) process.exit(130);
  const [summary] = existsSync(summaries) ? readdirSync(summaries) : [];
  if (summary === undefined) {
    print(`turbo could not run ${names.join(' ')}: ${error?.message ?? `exit code ${status}`}`);
    return [{ taskId: 'turbo', task: 'turbo', directory: '.', command: 'turbo' }];
  }
  const { tasks } = readJson(path.join(summaries, summary)) as {
    readonly tasks: readonly Task[];
  };
  return tasks.filter((task) => task.command !== '<NONEXISTENT>');
}

function succeeded(task: Task): boolean {
  return task.execution?.exitCode === 0;
}

function reportOf({ task, directory }: Task): VitestReport | undefined {
  const file = path.join(root, directory, '.vitest', `${task.replace('test:', '')}.json`);
  return existsSync(file) ? (readJson(file) as VitestReport) : undefined;
}

function failuresOf(task: Task): readonly string[] {
  const report = reportOf(task);
  return report === undefined ? [] : failures(report);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
