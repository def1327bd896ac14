import type { Check } from '../step.ts';

export function exposesPort(port: number): Check {
  return { name: 'exposes-port', judge: () => ({ kind: 'unknown', reason: 'not written yet' }) };
}
