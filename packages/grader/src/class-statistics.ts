import type { Diagnostic, StepResult } from '@kit/checker';
import type { ClassReport, GradedStep, GradeOutcome, SubmissionGrade } from './class-report.ts';
import { judgedSteps } from './formats/judged-steps.ts';
import { excerptOf } from './source-excerpt.ts';
import type { SourceLine } from './source-excerpt.ts';

/** What a class has in common; texts in it are the learners', and untrusted. */
export interface ClassStatistics {
  readonly outcomes: Readonly<Record<GradeOutcome, number>>;
  /** How many learners had at least one step that passed or failed. */
  readonly judged: number;
  readonly late: number;
  /** Of those who passed or failed: what was not judged is no score. Absent where nobody did. */
  readonly scores?: { readonly mean: number; readonly median: number };
  /** One a step of the class, in its order. */
  readonly steps: readonly StepStatistics[];
  /** By check, that of most learners first. */
  readonly mistakes: readonly Mistake[];
  readonly times: Times;
}

export interface StepStatistics {
  readonly step: GradedStep;
  readonly counts: Readonly<Record<StepResult['status'], number>>;
  /** Of those for whom it passed or failed; absent where it did for nobody. */
  readonly passedShare?: number;
}

/** What one check found wrong in the whole class. */
export interface Mistake {
  readonly check: string;
  /** The steps that it stands in, in the order of the class. */
  readonly steps: readonly GradedStep[];
  /** How often; one learner can make it more than once. */
  readonly count: number;
  readonly learners: readonly SubmissionGrade[];
  /** Of all learners that were judged, 0 to 1. */
  readonly share: number;
  /** One a wording, that of most learners first: a check finds more than one thing. */
  readonly examples: readonly [MistakeExample, ...MistakeExample[]];
}

/** The first learner's, in the order of the class. */
export interface MistakeExample {
  readonly diagnostic: Diagnostic;
  readonly grade: SubmissionGrade;
  /** Empty where it is about no place in the Dockerfile. */
  readonly lines: readonly SourceLine[];
  /** How many have the same, but for numbers and what stands between backticks. */
  readonly learners: number;
}

/** What judging took, in milliseconds; 0 where nobody was judged. */
export interface Times {
  readonly total: number;
  readonly median: number;
  /** Nine of ten took at most this. */
  readonly ninth: number;
  /** The five slowest, the slowest first. */
  readonly slowest: readonly SubmissionGrade[];
}

/**
 * Counts a class. It looks at `report.steps` alone: without the hidden ones in
 * it, nothing of them is in the answer.
 */
export function classStatistics(report: ClassReport): ClassStatistics {
  const { submissions } = report;
  const outcomes = { passed: 0, failed: 0, refused: 0, error: 0 };
  for (const { outcome } of submissions) outcomes[outcome] += 1;
  const judged = submissions.filter((grade) => grade.report.steps.some(isJudged));
  return {
    outcomes,
    judged: judged.length,
    late: submissions.filter(({ late }) => late !== undefined).length,
    ...scoresOf(submissions),
    steps: stepStatistics(report),
    mistakes: mistakesOf(report, judged.length),
    times: timesOf(judged),
  };
}

/** Whether it has a verdict, good or bad. */
export function isJudged({ status }: StepResult): boolean {
  return status === 'passed' || status === 'failed';
}

function scoresOf(submissions: readonly SubmissionGrade[]): Pick<ClassStatistics, 'scores'> {
  const scores = submissions
    .filter(({ outcome }) => outcome === 'passed' || outcome === 'failed')
    .map(({ score }) => score);
  return scores.length === 0
    ? {}
    : { scores: { mean: sum(scores) / scores.length, median: quantile(scores, 0.5) } };
}

function stepStatistics(report: ClassReport): readonly StepStatistics[] {
  const learners = report.submissions.map((grade) => judgedSteps(grade, report));
  return report.steps.map((step, index) => {
    const counts = { passed: 0, failed: 0, blocked: 0, skipped: 0, error: 0 };
    for (const results of learners) counts[results[index]?.result.status ?? 'skipped'] += 1;
    const judged = counts.passed + counts.failed;
    return { step, counts, ...(judged > 0 && { passedShare: counts.passed / judged }) };
  });
}

interface Found {
  readonly step: GradedStep;
  readonly diagnostic: Diagnostic;
  readonly grade: SubmissionGrade;
}

function mistakesOf(report: ClassReport, judged: number): readonly Mistake[] {
  const byCheck = Map.groupBy(everyFailure(report), ({ diagnostic }) => diagnostic.check);
  return [...byCheck]
    .map(([check, found]): Mistake => {
      const learners = learnersOf(found);
      return {
        check,
        steps: report.steps.filter((step) => found.some((one) => one.step === step)),
        count: found.length,
        learners,
        share: learners.length / judged,
        examples: examplesOf(found) as [MistakeExample, ...MistakeExample[]],
      };
    })
    .sort((one, other) => other.learners.length - one.learners.length);
}

function everyFailure({ steps, submissions }: ClassReport): readonly Found[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  return submissions.flatMap((grade) =>
    grade.report.steps.flatMap((result) => {
      const step = byId.get(result.id);
      if (step === undefined || result.status !== 'failed') return [];
      return result.diagnostics.map((diagnostic) => ({ step, diagnostic, grade }));
    }),
  );
}

function examplesOf(found: readonly Found[]): readonly MistakeExample[] {
  const byWording = Map.groupBy(found, ({ diagnostic }) =>
    diagnostic.message.replaceAll(/`[^`]*`|\d+/g, '…'),
  );
  return [...byWording.values()]
    .flatMap((same) =>
      same.slice(0, 1).map(({ diagnostic, grade }) => ({
        diagnostic,
        grade,
        lines: excerptOf(grade.report.submission.source, diagnostic.range),
        learners: learnersOf(same).length,
      })),
    )
    .sort((one, other) => other.learners - one.learners);
}

function learnersOf(found: readonly Found[]): readonly SubmissionGrade[] {
  return [...new Set(found.map(({ grade }) => grade))];
}

function timesOf(judged: readonly SubmissionGrade[]): Times {
  const durations = judged.map(({ durationMs }) => durationMs);
  return {
    total: sum(durations),
    median: quantile(durations, 0.5),
    ninth: quantile(durations, 0.9),
    slowest: judged.toSorted((one, other) => other.durationMs - one.durationMs).slice(0, 5),
  };
}

/** Between two values where it falls between them, as spreadsheets have it. */
function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const place = q * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? 0;
  return below + (above - below) * (place % 1);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
