import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Learner } from '../packages/grader/src/testing/class/make-class.ts';

/** What came of grading a class. */
export interface Graded {
  readonly seconds: number;
  /** Learners whose verdict is not the one that is known to be right. */
  readonly wrong: readonly WrongVerdict[];
}

export interface WrongVerdict {
  readonly kind: string;
  readonly verdict: string;
}

export interface ClassToGrade {
  readonly folder: string;
  /** What is known of those whose verdicts are to be looked at. */
  readonly learners: readonly Pick<Learner, 'name' | 'kind' | 'fails'>[];
  readonly env: NodeJS.ProcessEnv;
}

/** The plain loop, which can tell passed from failed. */
export function gradeInShell({ folder, learners, env }: ClassToGrade, port: number): Graded {
  const loop = path.join(import.meta.dirname, 'shell-loop.sh');
  const started = performance.now();
  const { stdout, status } = spawnSync('sh', [loop, folder, String(port)], {
    env,
    encoding: 'utf8',
  });
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`The shell loop ended with exit code ${status}.`);
  const verdicts = new Map(stdout.split('\n').map((line) => line.split(' ') as [string, string]));
  return { seconds, wrong: wrongOf(learners, (name) => verdicts.get(name), passedOrFailed) };
}

/** `pnpm grade`, which tells the steps that failed. */
export function gradeByKit(
  { folder, learners, env }: ClassToGrade,
  root: string,
  out: string,
  ...more: readonly string[]
): Graded {
  const report = `${out}.json`;
  const program = path.join(root, 'packages/grader/bin/grade.js');
  const args = [program, folder, '--out', out, '--format', 'json', '--output', report, ...more];
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`pnpm grade ended with exit code ${status}:\n${stderr}`);
  const failures = failuresIn(report);
  return { seconds, wrong: wrongOf(learners, (name) => failures.get(name), failedSteps) };
}

/** By learner: the ids of the steps that failed, in one line. */
function failuresIn(report: string): ReadonlyMap<string, string> {
  const { submissions } = JSON.parse(readFileSync(report, 'utf8')) as {
    readonly submissions: readonly {
      readonly name: string;
      readonly outcome: string;
      readonly report: {
        readonly steps: readonly { readonly id: string; readonly status: string }[];
      };
    }[];
  };
  return new Map(
    submissions.map(({ name, outcome, report: { steps } }) => {
      const failed = steps.filter(({ status }) => status === 'failed').map(({ id }) => id);
      return [name, outcome === 'failed' ? failed.join(' ') : outcome];
    }),
  );
}

function passedOrFailed(fails: readonly string[]): string {
  return fails.length === 0 ? 'passed' : 'failed';
}

function failedSteps(fails: readonly string[]): string {
  return fails.length === 0 ? 'passed' : fails.join(' ');
}

function wrongOf(
  learners: ClassToGrade['learners'],
  verdictOf: (name: string) => string | undefined,
  right: (fails: readonly string[]) => string,
): readonly WrongVerdict[] {
  return learners.flatMap((learner) => {
    const verdict = verdictOf(learner.name) ?? 'none';
    const { kind } = learner;
    return verdict === right(learner.fails) ? [] : [{ kind, verdict }];
  });
}
