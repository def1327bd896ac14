import type { Check } from '../step.ts';

export function installsRequirements(file: string): Check {
  return { name: 'installs-requirements', judge: () => ({ kind: 'unknown', reason: 'not written yet' }) };
}
