import type { Check } from '../step.ts';

export function hasDockerfile(): Check {
  return { name: 'has-dockerfile', judge: () => ({ kind: 'unknown', reason: 'not written yet' }) };
}
