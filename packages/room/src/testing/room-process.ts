import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { repository } from '@kit/verify';

/** For tests: `pnpm room` and its learners as processes of their own. */
export interface RoomProcess {
  /** `http://127.0.0.1:4700/K7M2QX` */
  readonly address: string;
  readonly board: string;
  readonly pid: number;
  readonly said: () => string;
  readonly kill: (signal: NodeJS.Signals) => Promise<number | null>;
}

export async function startRoom(
  folder: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<RoomProcess> {
  const { child, said } = run('packages/room/bin/room.js', ['--out', folder, ...args], env);
  const found = (text: RegExp) => text.exec(said())?.[1] ?? '';
  while (!said().includes('Ctrl-C')) {
    if (child.exitCode !== null) throw new Error(said());
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  }
  const board = found(/(http:\S+board#\S+)/);
  return {
    address: `${new URL(board).origin}/${found(/code (\w+):/)}`,
    board,
    pid: child.pid ?? 0,
    said,
    kill: (signal) => kill(child, signal),
  };
}

export interface LearnerProcess {
  readonly pid: number;
  readonly said: () => string;
  readonly kill: (signal: NodeJS.Signals) => Promise<number | null>;
}

/** `pnpm verify --watch --static --room … --as …` on a folder. */
export function startLearner(
  folder: string,
  address: string,
  name: string,
  {
    args = [],
    within = [],
  }: {
    readonly args?: readonly string[];
    /** Words before the command, which put it elsewhere. */
    readonly within?: readonly string[];
  } = {},
): LearnerProcess {
  const { child, said } = run(
    'packages/verify/bin/verify.js',
    ['--watch', '--static', folder, '--room', address, '--as', name, ...args],
    { WORKSHOP_PROGRESS_HOME: path.join(path.dirname(folder), '.home') },
    within,
  );
  return { pid: child.pid ?? 0, said, kill: (signal) => kill(child, signal) };
}

function run(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  within: readonly string[] = [],
) {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const words = [...within, process.execPath, path.join(repository, program), ...args];
  const [command = '', ...rest] = words;
  const child = spawn(command, rest, {
    env: { ...inherited, NO_COLOR: '1', INIT_CWD: repository, LC_ALL: 'C.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  }
  return { child, said: () => text };
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal);
    await once(child, 'exit');
  }
  return child.exitCode;
}
