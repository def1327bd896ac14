import type { ClassReport, SubmissionGrade } from '../class-report.ts';
import { explainStep } from './explain-step.ts';
import type { Format } from './format.ts';
import { gradeSentences } from './grade-sentences.ts';
import { jsonText } from './json.ts';
import { learnerView } from './learner-view.ts';

/**
 * `results.json` of a PrairieLearn external grader. What could not be judged,
 * because of the machine or of what was handed in, is not gradable: PrairieLearn
 * then counts neither points nor an attempt.
 */
export const prairielearn: Format = {
  name: 'prairielearn',
  file: 'prairielearn.json',
  scope: 'learner',
  render: (grade, report) => jsonText(results(grade, report)),
};

function results(grade: SubmissionGrade, report: ClassReport) {
  const view = learnerView(grade, report);
  const sentences = gradeSentences(grade, view);
  if (grade.outcome === 'error' || grade.outcome === 'refused') {
    return { gradable: false, format_errors: sentences };
  }
  return {
    gradable: true,
    score: share(grade),
    message: sentences.join('\n'),
    // Either all of them have points or none does, or it shows none.
    tests: view.steps.map((step) => ({
      name: step.result.title,
      points: step.points,
      max_points: step.maxPoints,
      ...(step.result.status !== 'passed' && { message: explainStep(step, view, grade) }),
    })),
  };
}

function share({ score, maxScore, outcome }: SubmissionGrade): number {
  if (maxScore === 0) return outcome === 'passed' ? 1 : 0;
  return Math.min(1, Math.max(0, score / maxScore));
}
