import type { StepResult } from '@kit/checker';
import type { ClassReport, SubmissionGrade } from '../class-report.ts';
import { learnerView } from './learner-view.ts';

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
    submissions: report.submissions.map((grade) => openGrade(grade, report, hidden)),
  };
}

/** For those who wonder at the numbers; empty where nothing is hidden. */
export function hiddenNote({ steps }: ClassReport): string {
  return steps.some(({ hidden }) => hidden) ? 'Hidden steps are not counted here.' : '';
}

function openGrade(
  grade: SubmissionGrade,
  report: ClassReport,
  hidden: ReadonlySet<string>,
): SubmissionGrade {
  const { outcome, score, maxPoints } = learnerView(grade, report);
  const steps = grade.report.steps
    .filter(({ id }) => !hidden.has(id))
    .map((result) => withoutNames(result, hidden));
  return {
    ...grade,
    outcome,
    score,
    maxScore: maxPoints,
    points: grade.points.filter(({ id }) => !hidden.has(id)),
    report: { ...grade.report, steps },
  };
}

function withoutNames(result: StepResult, hidden: ReadonlySet<string>): StepResult {
  if (result.status !== 'blocked' || !hidden.has(result.blockedBy)) return result;
  return { ...result, status: 'skipped', reason: 'An earlier step has not passed.' };
}
