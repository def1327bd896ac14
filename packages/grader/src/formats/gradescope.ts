import type { ClassReport, SubmissionGrade } from '../class-report.ts';
import { explainStep } from './explain-step.ts';
import type { Format } from './format.ts';
import { gradeSentences } from './grade-sentences.ts';
import { jsonText } from './json.ts';
import { learnerView, stepsOf } from './learner-view.ts';
import type { LearnerStep } from './learner-view.ts';
import { rounded } from './numbers.ts';

/**
 * `results.json` of a Gradescope autograder. Hidden steps are in it as hidden
 * tests, and Gradescope then keeps the total to itself, too: whoever sees it
 * could find out by handing in again and again what a hidden step looks for.
 *
 * Where the machine failed there is neither a score nor a test in it, which
 * Gradescope takes for a failed autograder and not for a grade.
 */
export const gradescope: Format = {
  name: 'gradescope',
  file: 'gradescope.json',
  scope: 'learner',
  render: (grade, report) => jsonText(results(grade, report)),
};

function results(grade: SubmissionGrade, report: ClassReport) {
  const base = {
    output: gradeSentences(grade, learnerView(grade, report)).join('\n'),
    output_format: 'text',
    test_output_format: 'text',
    test_name_format: 'text',
  };
  if (grade.outcome === 'error') return base;
  const score = { score: grade.score, execution_time: rounded(grade.durationMs / 1000) };
  if (grade.outcome === 'refused') return { ...score, ...base };
  const steps = stepsOf(grade, report);
  const hidden = new Set(report.steps.filter((step) => step.hidden).map(({ id }) => id));
  return {
    ...score,
    ...base,
    tests: steps.flatMap((step) => test(step, steps, grade, hidden.has(step.result.id))),
  };
}

/** Nothing where the step is not judged in grading: a test of no points would show as passed. */
function test(
  step: LearnerStep,
  steps: readonly LearnerStep[],
  grade: SubmissionGrade,
  isHidden: boolean,
) {
  const { number, points, maxPoints, result } = step;
  if (result.status === 'skipped' && maxPoints === 0) return [];
  return [
    {
      name: result.title,
      number: String(number),
      status: result.status === 'passed' ? 'passed' : 'failed',
      ...(maxPoints > 0 && { score: points, max_score: maxPoints }),
      output: explainStep(step, { steps }, grade),
      visibility: isHidden ? 'hidden' : 'visible',
    },
  ];
}
