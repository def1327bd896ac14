import type { StepResult } from '@kit/checker';
import { outcomeOf } from '@kit/verify';
import type { ClassReport, GradeOutcome, SubmissionGrade } from '../class-report.ts';
import { judgedSteps } from './judged-steps.ts';
import { rounded } from './numbers.ts';

/** What learners may know of their grade: no hidden step, and no word that is for the grader. */
export interface LearnerView {
  /** Of the steps below, unless nothing counts. */
  readonly outcome: GradeOutcome;
  readonly steps: readonly LearnerStep[];
  /** Of the steps below, before anything is taken for lateness. */
  readonly points: number;
  readonly maxPoints: number;
  /** What is left of `points`; 0 where nothing was judged. */
  readonly score: number;
  /** True where the grade also counts steps that are not among these. */
  readonly countsMore: boolean;
}

export interface LearnerStep {
  /** Its place in the workshop, from 1. */
  readonly number: number;
  readonly points: number;
  readonly maxPoints: number;
  readonly result: StepResult;
}

/** What a learner is told of a fault of the machine, which is the grader's to mend. */
export const notYourFault =
  'The machine that grades had a fault, so this could not be judged. It is no mistake of yours, and costs you no points.';

export function learnerView(grade: SubmissionGrade, report: ClassReport): LearnerView {
  const hidden = new Set(report.steps.filter((step) => step.hidden).map(({ id }) => id));
  const steps = stepsOf(grade, report).filter(({ result }) => !hidden.has(result.id));
  const sum = (of: 'points' | 'maxPoints') =>
    rounded(steps.reduce((total, step) => total + step[of], 0));
  const isJudged = grade.outcome === 'passed' || grade.outcome === 'failed';
  const deducted = grade.late?.deducted ?? 0;
  return {
    outcome: isJudged ? outcomeOf(steps.map(({ result }) => result)) : grade.outcome,
    steps,
    points: sum('points'),
    maxPoints: sum('maxPoints'),
    score: isJudged ? rounded(sum('points') * (1 - deducted)) : 0,
    countsMore: report.steps.some(({ hidden, maxPoints }) => hidden && maxPoints > 0),
  };
}

/** All steps, the hidden ones too, without what is said of a fault of the machine. */
export function stepsOf(grade: SubmissionGrade, report: ClassReport): readonly LearnerStep[] {
  return judgedSteps(grade, report).map(({ result, points: { points, maxPoints } }, index) => ({
    number: index + 1,
    points,
    maxPoints,
    result: withoutMachine(result),
  }));
}

function withoutMachine(result: StepResult): StepResult {
  return result.status === 'error' ? { ...result, reason: notYourFault, help: '' } : result;
}
