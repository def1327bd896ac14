import type { StepResult } from '@kit/checker';
import type { ClassReport, GradeOutcome, SubmissionGrade } from '../class-report.ts';
import { classStatistics } from '../class-statistics.ts';
import { judgedSteps } from '../formats/judged-steps.ts';
import type { JudgedStep } from '../formats/judged-steps.ts';

/** What is different between two gradings of a class; for the grader's eyes. */
export interface ClassDiff {
  readonly schema: 'workshop/class-diff/v1';
  readonly workshop: string;
  readonly title: string;
  readonly runs: Both<RunHead>;
  /** Names of learners, sorted. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** How many came to the same result in both. */
  readonly same: number;
  readonly changed: readonly LearnerChange[];
  /** How many of those in both passed, by step. */
  readonly steps: readonly CountChange[];
  /** How many of them were told of a mistake, by check; the biggest change first. */
  readonly checks: readonly CountChange[];
}

export interface Both<Value> {
  readonly before: Value;
  readonly after: Value;
}

interface RunHead {
  /** ISO 8601, in UTC. */
  readonly startedAt: string;
  readonly versions: ClassReport['versions'];
  readonly submissions: number;
}

export interface LearnerChange {
  readonly name: string;
  readonly outcome: Both<GradeOutcome>;
  readonly score: Both<number>;
  readonly maxScore: Both<number>;
  readonly steps: readonly StepChange[];
}

export interface StepChange {
  readonly id: string;
  readonly title: string;
  /** `absent`: that grading had no such step. */
  readonly status: Both<StepResult['status'] | 'absent'>;
  readonly points: Both<number>;
  /** The first thing that the learner was told of it; empty where nothing was. */
  readonly told: Both<string>;
}

export interface CountChange {
  /** Title of the step, or name of the check. */
  readonly name: string;
  readonly learners: Both<number>;
}

/** Compares two gradings of one class, learner by learner and step by step. */
export function diffClasses(before: ClassReport, after: ClassReport): ClassDiff {
  const runs = { before, after };
  const earlier = new Map(before.submissions.map((grade) => [grade.name, grade]));
  const later = new Set(after.submissions.map(({ name }) => name));
  const changes = after.submissions.flatMap((grade) => {
    const old = earlier.get(grade.name);
    return old === undefined ? [] : [changeOf({ before: old, after: grade }, runs)];
  });
  const changed = changes.filter(isChange);
  const ofBoth = both(runs, (run) => ({
    ...run,
    submissions: run.submissions.filter(({ name }) => earlier.has(name) && later.has(name)),
  }));
  return {
    schema: 'workshop/class-diff/v1',
    workshop: after.workshop,
    title: after.title,
    runs: both(runs, ({ startedAt, versions, submissions }) => ({
      startedAt,
      versions,
      submissions: submissions.length,
    })),
    added: [...later].filter((name) => !earlier.has(name)),
    removed: [...earlier.keys()].filter((name) => !later.has(name)),
    same: changes.length - changed.length,
    changed,
    steps: passedByStep(ofBoth),
    checks: toldByCheck(ofBoth),
  };
}

function both<From, To>({ before, after }: Both<From>, of: (value: From) => To): Both<To> {
  return { before: of(before), after: of(after) };
}

function isDifferent({ before, after }: Both<unknown>): boolean {
  return before !== after;
}

function isChange({ outcome, score, maxScore, steps }: LearnerChange): boolean {
  return [outcome, score, maxScore].some(isDifferent) || steps.length > 0;
}

function changeOf(grades: Both<SubmissionGrade>, runs: Both<ClassReport>): LearnerChange {
  const judged = {
    before: stepsById(grades.before, runs.before),
    after: stepsById(grades.after, runs.after),
  };
  const ids = new Set([...judged.after.keys(), ...judged.before.keys()]);
  const steps = [...ids].map((id): StepChange => {
    const step = both(judged, (steps) => steps.get(id));
    return {
      id,
      title: (step.after ?? step.before)?.step.title ?? id,
      status: both(step, (one) => one?.result.status ?? 'absent'),
      points: both(step, (one) => one?.points.points ?? 0),
      told: both(step, (one) => one?.result.diagnostics[0]?.message ?? ''),
    };
  });
  return {
    name: grades.after.name,
    outcome: both(grades, ({ outcome }) => outcome),
    score: both(grades, ({ score }) => score),
    maxScore: both(grades, ({ maxScore }) => maxScore),
    steps: steps.filter(({ status, points }) => isDifferent(status) || isDifferent(points)),
  };
}

function stepsById(grade: SubmissionGrade, report: ClassReport): ReadonlyMap<string, JudgedStep> {
  return new Map(judgedSteps(grade, report).map((judged) => [judged.step.id, judged]));
}

function passedByStep(runs: Both<ClassReport>): readonly CountChange[] {
  const titles = new Map(
    [...runs.before.steps, ...runs.after.steps].map(({ id, title }) => [id, title]),
  );
  const passed = both(runs, (run) => {
    const { steps } = classStatistics(run);
    return new Map(steps.map(({ step, counts }) => [step.id, counts.passed]));
  });
  return [...titles]
    .map(([id, name]) => ({ name, learners: both(passed, (counts) => counts.get(id) ?? 0) }))
    .filter(({ learners }) => isDifferent(learners));
}

function toldByCheck(runs: Both<ClassReport>): readonly CountChange[] {
  const told = both(runs, (run) => {
    const { mistakes } = classStatistics(run);
    return new Map(mistakes.map(({ check, learners }) => [check, learners.length]));
  });
  const size = ({ learners: { before, after } }: CountChange) => Math.abs(after - before);
  return [...new Set([...told.after.keys(), ...told.before.keys()])]
    .map((name) => ({ name, learners: both(told, (counts) => counts.get(name) ?? 0) }))
    .filter(({ learners }) => isDifferent(learners))
    .sort((one, other) => size(other) - size(one));
}
