import type { Check } from '../step.ts';

export function tagged(tag: string): Check {
  return {
    name: 'tagged',
    wants: { kind: 'tag', tag },
    judge: () => ({ kind: 'unknown', reason: 'not written yet' }),
  };
}
