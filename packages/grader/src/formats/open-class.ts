import { outcomeOf } from '@kit/verify';
import type { StepResult } from '@kit/checker';
import type { ClassReport, SubmissionGrade } from '../class-report.ts';

/**
 * What of a class may stand where learners read it, as in the log of a push: no hidden step, and
 * neither outcome nor score that would tell how one went. Who did all the others has passed.
 */
export function openClass(report: ClassReport): ClassReport {
  const hidden = new Set(report.steps.filter((step) => step.hidden).map(({ id }) => id));
  if (hidden.size === 0) return report;
  return {
    ...report,
    steps: report.steps.filter(({ id }) => !hidden.has(id)),
    submissions: report.submissions.map((grade) => openGrade(grade, hidden)),
  };
}

/** For those who wonder at the numbers; empty where nothing is hidden. */
export function hiddenNote({ steps }: ClassReport): string {
  return steps.some(({ hidden }) => hidden) ? 'Hidden steps are not counted here.' : '';
}

function openGrade(grade: SubmissionGrade, hidden: ReadonlySet<string>): SubmissionGrade {
  const { report, late } = grade;
  const steps = report.steps
    .filter(({ id }) => !hidden.has(id))
    .map((result) => withoutNames(result, hidden));
  const points = grade.points.filter(({ id }) => !hidden.has(id));
  const sum = (of: 'points' | 'maxPoints') => points.reduce((total, each) => total + each[of], 0);
  const isJudged = grade.outcome === 'passed' || grade.outcome === 'failed';
  return {
    ...grade,
    outcome: isJudged ? outcomeOf(steps) : grade.outcome,
    score: isJudged ? Math.round(sum('points') * (1 - (late?.deducted ?? 0)) * 100) / 100 : 0,
    maxScore: sum('maxPoints'),
    points,
    report: { ...report, steps },
  };
}

function withoutNames(result: StepResult, hidden: ReadonlySet<string>): StepResult {
  if (result.status !== 'blocked' || !hidden.has(result.blockedBy)) return result;
  return { ...result, status: 'skipped', reason: 'An earlier step has not passed.' };
}
