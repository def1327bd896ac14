import type { Check } from '../step.ts';

export function serves(wanted: { readonly path: string; readonly port: number; readonly contains: string }): Check {
  return { name: 'serves', judge: () => ({ kind: 'unknown', reason: 'not written yet' }) };
}
