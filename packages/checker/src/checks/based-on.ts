import type { Check } from '../step.ts';

export function basedOn(wanted: { readonly repository: string; readonly major: number; readonly example: string }): Check {
  return { name: 'based-on', judge: () => ({ kind: 'unknown', reason: 'not written yet' }) };
}
