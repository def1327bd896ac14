import type { Finding } from './check.ts';

/** What `pnpm run doctor` found; the shape of `--format json`. */
export interface DoctorReport {
  readonly schema: 'workshop/doctor/v1';
  /** For people: `Debian GNU/Linux 12 (bookworm)`. */
  readonly system: string;
  /** Where attacks were made on what holds strangers' files, and nothing else was tried. */
  readonly profile?: 'grade';
  /** `not ok` where one of the checks is, something was not held, or of all attacks nothing is known. */
  readonly outcome: 'ok' | 'not ok';
  /** One entry a check, in a fixed order. */
  readonly checks: readonly CheckReport[];
}

export interface CheckReport extends Finding {
  /** Stable: scripts may look for it. */
  readonly id: string;
  readonly title: string;
}

/** It is the machine and never the learner: 1 does not occur. */
export const exitCodes = { ok: 0, 'not ok': 2 } as const;
