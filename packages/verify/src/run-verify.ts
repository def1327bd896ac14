import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { endOf } from '../../../scripts/process-for-tests.ts';
import type { Ended } from '../../../scripts/process-for-tests.ts';
import { repository } from './workshops.ts';

export type { Ended };

export interface Surroundings {
  /** Folder where the user stands. */
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** As one whom file permissions bind; root they do not. */
  readonly boundByPermissions?: boolean;
  /** Open file that takes stderr. */
  readonly stderr?: number;
  readonly onStart?: (child: ChildProcess) => void;
}

const entry = path.join(repository, 'packages/verify/bin/verify.js');

// Not another user: that one could not even reach a clone in root's own folder.
const withoutCapabilities = ['setpriv', '--bounding-set=-dac_override,-dac_read_search'];

/** For tests: starts `pnpm verify` without pnpm, and waits for its end. */
export async function runVerify(
  args: readonly string[],
  { cwd = repository, env, boundByPermissions = false, stderr: errors, onStart }: Surroundings = {},
): Promise<Ended> {
  const { NO_COLOR, FORCE_COLOR, CI, ...inherited } = process.env;
  const lowered = boundByPermissions && process.getuid?.() === 0 ? withoutCapabilities : [];
  const [program = '', ...rest] = [...lowered, process.execPath, entry, ...args];
  const child = spawn(program, rest, {
    cwd: repository,
    env: { ...inherited, INIT_CWD: cwd, LC_ALL: 'C.UTF-8', ...env },
    stdio: ['ignore', 'pipe', errors ?? 'pipe'],
  });
  onStart?.(child);
  return endOf(child);
}
