import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { endOf } from '../../../scripts/process-for-tests.ts';
import type { Ended as ProcessEnd } from '../../../scripts/process-for-tests.ts';
import type { DoctorReport } from './report.ts';

/** For tests: the real command, in a process of its own. */
export interface Ended extends ProcessEnd {
  readonly seconds: number;
}

export interface Surroundings {
  readonly env?: NodeJS.ProcessEnv;
  /** As one whom file permissions bind; root they do not. */
  readonly boundByPermissions?: boolean;
}

const entry = fileURLToPath(new URL('../bin/doctor.js', import.meta.url));
const withoutCapabilities = ['setpriv', '--bounding-set=-dac_override,-dac_read_search'];

/** Starts `pnpm run doctor` without pnpm, and waits for its end. */
export async function runDoctor(
  args: readonly string[],
  { env, boundByPermissions = false }: Surroundings = {},
): Promise<Ended> {
  const { NO_COLOR, FORCE_COLOR, CI, DOCKER_BUILDKIT, ...inherited } = process.env;
  const lowered = boundByPermissions && process.getuid?.() === 0 ? withoutCapabilities : [];
  const [program = '', ...rest] = [...lowered, process.execPath, entry, ...args];
  const start = performance.now();
  const child = spawn(program, rest, {
    env: { ...inherited, LC_ALL: 'C.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { ...(await endOf(child)), seconds: (performance.now() - start) / 1000 };
}

/** What it says of each thing, by the check's id. */
export function checksOf({
  stdout,
}: Ended): Readonly<Record<string, DoctorReport['checks'][number]>> {
  const { checks } = JSON.parse(stdout) as DoctorReport;
  return Object.fromEntries(checks.map((check) => [check.id, check]));
}
