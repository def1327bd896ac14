import { randomBytes } from 'node:crypto';
import type { Challenge, Step, Workshop } from '@kit/checker';

/** A workshop as grading judges it. */
export interface GradedWorkshop {
  /** With the steps of grading, and its checks in the place of the workshop's own. */
  readonly workshop: Workshop;
  /** By name: what grading puts in the place of the learner's app; see `layOverlay`. */
  readonly files: Readonly<Record<string, string>>;
  /** See `GradingApp`. */
  readonly servingLine?: string;
}

/**
 * @param challenge what the app has to answer; chosen at random, so that nobody
 * can have known it before.
 * @throws Error for the author, where grading checks a step that there is not.
 */
export function gradedWorkshop(
  workshop: Workshop,
  challenge: Challenge = newChallenge(),
): GradedWorkshop {
  const { grading } = workshop;
  const { files, checks, ...told } = grading?.app?.(challenge) ?? { files: {}, checks: {} };
  const steps = [...workshop.steps, ...(grading?.steps ?? [])];
  const unknown = Object.keys(checks).find((id) => steps.every((step) => step.id !== id));
  if (unknown !== undefined) {
    throw new Error(`Workshop "${workshop.name}": grading checks "${unknown}", which is no step.`);
  }
  const graded = steps.map((step): Step => ({ ...step, checks: checks[step.id] ?? step.checks }));
  return { workshop: { ...workshop, steps: graded }, files, ...told };
}

export function newChallenge(): Challenge {
  return { key: randomBytes(32).toString('hex'), nonce: randomBytes(16).toString('hex') };
}
