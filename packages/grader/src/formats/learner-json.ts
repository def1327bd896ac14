import path from 'node:path';
import type { Report } from '@kit/verify';
import type { SubmissionGrade } from '../class-report.ts';
import type { Format } from './format.ts';
import { jsonText } from './json.ts';
import { learnerView } from './learner-view.ts';
import type { LearnerView } from './learner-view.ts';

/** The learner's own `workshop/report/v1`, as far as it is theirs to know, with the points. */
export const learnerJson: Format = {
  name: 'learner-json',
  file: 'report.json',
  scope: 'learner',
  render: (grade, report) => jsonText(ownReport(grade, learnerView(grade, report))),
};

function ownReport(grade: SubmissionGrade, view: LearnerView) {
  // Where the kit was wrong, and how the machine is used, is the grader's.
  const { corrections: _, engine, ...report } = grade.report;
  return {
    ...report,
    submission: { ...report.submission, directory: path.basename(grade.path) },
    outcome: outcomeOf(view),
    steps: view.steps.map(({ result }) => result),
    ...(engine !== undefined && { engine: { name: engine.name, version: engine.version } }),
    grade: gradeOf(grade, view),
  };
}

function outcomeOf({ outcome }: LearnerView): Report['outcome'] {
  return outcome === 'refused' ? 'failed' : outcome;
}

function gradeOf(
  { outcome, late, attempt, submittedAt, problem }: SubmissionGrade,
  view: LearnerView,
) {
  return {
    outcome: view.outcome,
    score: view.score,
    maxScore: view.maxPoints,
    countsMore: view.countsMore,
    points: view.steps.map(({ result: { id }, points, maxPoints }) => ({ id, points, maxPoints })),
    ...(submittedAt !== undefined && { submittedAt }),
    ...(late !== undefined && { late }),
    ...(attempt !== undefined && { attempt }),
    ...(outcome === 'refused' && problem !== undefined && { problem }),
  };
}
