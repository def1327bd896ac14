import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { repository } from '@kit/verify';
import type { ClassReport } from '../class-report.ts';

export interface GradeProcess {
  readonly pid: number | undefined;
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly ended: Promise<{
    readonly code: number | null;
    /** All that it wrote. */
    readonly said: string;
  }>;
}

/** `pnpm grade` as a process of its own, for strangers' files. */
export function startGrade(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): GradeProcess {
  const program = path.join(repository, 'packages/grader/bin/grade.js');
  const { DATABASE_URL: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [program, ...args, '--no-color'], {
    env: { ...inherited, CI: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const ended = Promise.all([exit, text(child.stdout), text(child.stderr)]);
  return {
    pid: child.pid,
    kill: (signal) => child.kill(signal),
    ended: ended.then(([code, out, errors]) => ({ code, said: out + errors })),
  };
}

/** By learner, as the reports in a folder have it. */
export function outcomesIn(out: string): Readonly<Record<string, string>> {
  const report = JSON.parse(readFileSync(path.join(out, 'class.json'), 'utf8')) as ClassReport;
  return Object.fromEntries(report.submissions.map(({ name, outcome }) => [name, outcome]));
}
