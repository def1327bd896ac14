import type { Machine } from './machine.ts';

/** The first two of what a machine has, the next two of what it holds back. */
export type Status = 'ok' | 'not ok' | 'held' | 'not held' | 'unknown';

/** What mends it. */
export interface Remedy {
  /** One or two sentences. */
  readonly text: string;
  /** Lines to copy into a terminal of this system. */
  readonly command?: string;
}

/** What an attempt has shown. Something `ok` may have a remedy too: it works, and could be better. */
export interface Finding {
  readonly status: Status;
  readonly found: string;
  readonly remedy?: Remedy;
}

/** One thing that the workshop needs of a machine. */
export interface Check {
  readonly id: string;
  readonly title: string;
  /** Tries it. What it throws, and what it does not find out in time, is unknown. */
  readonly examine: (machine: Machine) => Promise<Finding>;
}

export function ok(found: string, remedy?: Remedy): Finding {
  return { status: 'ok', found, ...(remedy && { remedy }) };
}

export function notOk(found: string, remedy: Remedy): Finding {
  return { status: 'not ok', found, remedy };
}

export function unknown(found: string, remedy?: Remedy): Finding {
  return { status: 'unknown', found, ...(remedy && { remedy }) };
}
