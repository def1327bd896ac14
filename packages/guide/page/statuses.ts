import type { GuideState } from './guide-data.ts';

export type ShownStep = GuideState['steps'][number];
type Status = ShownStep['status'];

/** What a mark says to who cannot see it. */
export const wordFor: Readonly<Record<Status, string>> = {
  passed: 'passed',
  failed: 'something to mend',
  blocked: 'waits for an earlier step',
  skipped: 'not judged',
  error: 'could not be judged',
  waiting: 'being judged',
};

export const markFor: Readonly<Record<Status, string>> = {
  passed: '✔',
  failed: '✖',
  blocked: '·',
  skipped: '–',
  error: '!',
  waiting: '…',
};
