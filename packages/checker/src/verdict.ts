import type { Diagnostic, Verdict } from './diagnostic.ts';

export const holds: Verdict = { kind: 'holds' };

/** @param note what the learner can see of it now; see `Verdict`. */
export function holdsWith(note: string): Verdict {
  return { kind: 'holds', note };
}

/** @param diagnostics at least one. */
export function broken(...diagnostics: readonly Diagnostic[]): Verdict {
  return { kind: 'broken', diagnostics };
}

/** @param reason one sentence for people: why only a build or a run can tell. */
export function unknown(reason: string): Verdict {
  return { kind: 'unknown', reason };
}
