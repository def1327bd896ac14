import type { Grading, Step, StepResult } from '@kit/checker';
import type { StepPoints } from '../class-report.ts';

export interface Score {
  /** One a step, in their order. */
  readonly points: readonly StepPoints[];
  readonly score: number;
  readonly maxScore: number;
}

/**
 * What a submission earns, before lateness.
 * @param steps of grading, all of them.
 */
export function scoreOf(
  results: readonly StepResult[],
  steps: readonly Step[],
  grading: Grading,
): Score {
  const shares = steps.map((step) => shareOf(step, steps, results, grading));
  const isWhole = steps.every(
    (step, index) => shares[index] === 1 || maxPointsOf(step, grading) === 0,
  );
  const counts = grading.credit !== 'all-or-nothing' || isWhole;
  const points = steps.map((step, index): StepPoints => {
    const maxPoints = maxPointsOf(step, grading);
    const share = counts ? (shares[index] ?? 0) : 0;
    return { id: step.id, points: twoDecimals(maxPoints * share), maxPoints };
  });
  return {
    points,
    score: twoDecimals(points.reduce((sum, each) => sum + each.points, 0)),
    maxScore: twoDecimals(points.reduce((sum, each) => sum + each.maxPoints, 0)),
  };
}

/** Grading sees no tags: they are on the learner's own engine. */
export function maxPointsOf({ id, goal }: Step, { points, pointsPerStep }: Grading): number {
  if (goal === 'tag') return 0;
  return Object.hasOwn(points, id) ? (points[id] ?? 0) : pointsPerStep;
}

export function twoDecimals(value: number): number {
  return Number(value.toFixed(2));
}

/** From 0 to 1. */
function shareOf(
  step: Step,
  steps: readonly Step[],
  results: readonly StepResult[],
  { credit }: Grading,
): number {
  const result = results.find(({ id }) => id === step.id);
  switch (result?.status) {
    case 'passed':
      return 1;
    case 'failed':
      return credit === 'checks' ? shareOfChecks(step, result) : 0;
    // Nobody could tell it by looking, and the container works: that would take it.
    case 'skipped':
      return step.goal === 'parse' && isServed(steps, results) ? 1 : 0;
    case 'blocked':
    case 'error':
    case undefined:
      return 0;
  }
}

function isServed(steps: readonly Step[], results: readonly StepResult[]): boolean {
  const ids = steps.filter(({ goal }) => goal === 'serve').map(({ id }) => id);
  const served = results.filter(({ id, status }) => ids.includes(id) && status === 'passed');
  return ids.length > 0 && served.length === ids.length;
}

/** Several checks of a step may have one name: then each diagnostic is taken for one of them. */
function shareOfChecks({ checks }: Step, { diagnostics }: StepResult): number {
  const sound = [...new Set(checks.map(({ name }) => name))].reduce((sum, name) => {
    const all = checks.filter((check) => check.name === name).length;
    const told = diagnostics.filter(({ check }) => check === name).length;
    return sum + Math.max(0, all - told);
  }, 0);
  return Math.min(sound, checks.length - 1) / checks.length;
}
