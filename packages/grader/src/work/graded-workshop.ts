import { randomBytes } from 'node:crypto';
import type { Workshop } from '@kit/checker';

/** A workshop as grading judges it. */
export interface GradedWorkshop {
  /** With the steps of grading, and its checks in the place of the workshop's own. */
  readonly workshop: Workshop;
  /** By name: what grading puts in the place of the learner's app. */
  readonly files: Readonly<Record<string, string>>;
}

/** Chooses what the app has to answer, at random: nobody can have known it before. */
export function gradedWorkshop(workshop: Workshop): GradedWorkshop {
  const { grading } = workshop;
  const challenge = {
    key: randomBytes(32).toString('hex'),
    nonce: randomBytes(16).toString('hex'),
  };
  const app = grading?.app?.(challenge);
  const steps = [...workshop.steps, ...(grading?.steps ?? [])].map((step) => {
    const checks = app?.checks[step.id];
    return checks === undefined ? step : { ...step, checks };
  });
  return { workshop: { ...workshop, steps }, files: app?.files ?? {} };
}
