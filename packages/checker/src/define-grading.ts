import { problemOfAdmission } from './admission/rules.ts';
import type { Grading } from './grading.ts';
import { isInstant } from './instant.ts';
import type { Step } from './step.ts';

/** A submission that is at work for an hour is given to another grader. */
const mostBuildSeconds = 1_800;

/**
 * Declares a workshop's points and policy. What is left out: a point for each
 * step, step by step; no due date; the best attempt counts; a build has three minutes.
 * @throws Error for the author, where a value makes no sense.
 */
export function defineGrading(grading: Partial<Grading>): Grading {
  const whole: Grading = {
    points: {},
    pointsPerStep: 1,
    credit: 'steps',
    hidden: [],
    steps: [],
    graceMinutes: 0,
    late: { kind: 'accept' },
    attempts: 'best',
    buildSeconds: 180,
    ...grading,
  };
  const problem = problemOfValues(whole);
  if (problem !== undefined) throw new Error(`Grading: ${problem}`);
  return whole;
}

/** What is wrong with a grading for these steps of a workshop, those of grading alone after them. */
export function problemOfGrading(grading: Grading, steps: readonly Step[]): string | undefined {
  const byId = new Map(steps.map((step) => [step.id, step]));
  for (const id of [...Object.keys(grading.points), ...grading.hidden]) {
    if (!byId.has(id)) return `it names "${id}", which is no step.`;
  }
  for (const [id, points] of Object.entries(grading.points)) {
    if (points > 0 && byId.get(id)?.goal === 'tag') {
      return `no points for "${id}": grading sees no tags, they are on the learner's own engine.`;
    }
  }
  const hidden = new Set(grading.hidden);
  for (const { id, needs } of steps) {
    const told = hidden.has(id) ? undefined : needs.find((need) => hidden.has(need));
    if (told !== undefined) return `"${id}" needs "${told}": that would tell of a hidden step.`;
  }
  return undefined;
}

function problemOfValues(grading: Grading): string | undefined {
  const { points, pointsPerStep, credit, attempts, due, graceMinutes, late, buildSeconds } =
    grading;
  for (const [id, value] of [
    ...Object.entries(points),
    ['pointsPerStep', pointsPerStep] as const,
  ]) {
    if (!isPoints(value))
      return `${value} points for "${id}": 0 or more, with two decimals at most.`;
  }
  if (!['all-or-nothing', 'steps', 'checks'].includes(credit)) return `"${credit}" is no credit.`;
  if (!['best', 'latest'].includes(attempts)) return `"${attempts}" is no choice of attempts.`;
  if (due !== undefined && !isInstant(due)) {
    return `"${due}" is no due date: ISO 8601 with a time zone, as "2026-11-01T23:59:00+01:00".`;
  }
  if (!(graceMinutes >= 0 && Number.isFinite(graceMinutes))) return 'graceMinutes is 0 or more.';
  if (late.kind === 'deduct' && !(isShare(late.perDay) && isShare(late.most))) {
    return 'perDay and most are shares of the points, from 0 to 1.';
  }
  if (!['accept', 'refuse', 'deduct'].includes(late.kind)) return `"${late.kind}" is no late rule.`;
  if (!(buildSeconds >= 1 && buildSeconds <= mostBuildSeconds)) {
    return `a build has from 1 to ${mostBuildSeconds} seconds.`;
  }
  return problemOfAdmission(grading.admission ?? {});
}

function isPoints(value: number): boolean {
  return value >= 0 && value <= 1e6 && Number(value.toFixed(2)) === value;
}

function isShare(value: number): boolean {
  return value >= 0 && value <= 1;
}
