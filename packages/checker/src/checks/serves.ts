import type { Check } from '../step.ts';

export function serves(wanted: { readonly path: string; readonly port: number; readonly contains: string }): Check {
  return {
    name: 'serves',
    wants: { kind: 'probe', port: wanted.port, path: wanted.path },
    judge: () => ({ kind: 'unknown', reason: 'not written yet' }),
  };
}
