import type { Refusal } from '@kit/checker';
import type { EntryProblem } from './class-entry.ts';

/** Told in two texts, for reports that have no place for more: all that is wrong, and all that is to be done. */
export function refusedByPolicy(refusals: readonly Refusal[], source?: string): EntryProblem {
  const each = (of: 'message' | 'help') =>
    [...new Set(refusals.map((refusal) => placeOf(refusal, refusals) + refusal[of]))].join(' ');
  return {
    kind: 'refused',
    reason: `Refused by policy, before any build. ${each('message')}`,
    help: each('help'),
    refusals,
    ...(source !== undefined && { source }),
  };
}

function placeOf({ range }: Refusal, all: readonly Refusal[]): string {
  return range === undefined || (all.length === 1 && range.start.line === 1)
    ? ''
    : `Line ${range.start.line}: `;
}
