import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { repository } from '../workshops.ts';
import { createTerminalDouble } from './terminal-double.ts';
import type { TerminalDouble } from './terminal-double.ts';

/** For tests: the real command in a terminal of 80 columns and 24 rows. */
export interface InTerminal {
  readonly terminal: TerminalDouble;
  /** What the window shows, as one text. */
  readonly shown: () => string;
  readonly type: (keys: string) => void;
  readonly exitCode: Promise<number | null>;
  /** Resolves as soon as the window shows it. */
  readonly whenShown: (text: RegExp) => Promise<void>;
  readonly kill: () => void;
}

const entry = path.join(repository, 'packages/verify/bin/verify.js');

/** `script` gives a program a terminal, and is part of every Linux. */
export const hasTerminals = process.platform === 'linux';

/** Starts `pnpm verify` without pnpm, in a terminal made for it. */
export function runInTerminal(args: readonly string[], env: NodeJS.ProcessEnv): InTerminal {
  const { NO_COLOR, FORCE_COLOR, CI, ...inherited } = process.env;
  const words = [process.execPath, entry, ...args];
  const command = `stty rows 24 cols 80 && exec ${words.map((word) => `'${word}'`).join(' ')}`;
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    cwd: repository,
    env: { ...inherited, INIT_CWD: repository, TERM: 'xterm', LC_ALL: 'C.UTF-8', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const terminal = createTerminalDouble(24);
  const shown = () => terminal.rows.join('\n');
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    terminal.write(text);
  });
  return {
    terminal,
    shown,
    whenShown: async (text) => {
      while (!text.test(shown())) await once(child.stdout, 'data');
    },
    type: (keys) => void child.stdin.write(keys),
    exitCode: once(child, 'close').then(([code]) => code as number | null),
    kill: () => void child.kill('SIGKILL'),
  };
}
