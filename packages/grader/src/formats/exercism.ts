import type { ClassReport, SubmissionGrade } from '../class-report.ts';
import { explainStep } from './explain-step.ts';
import type { Format } from './format.ts';
import { gradeSentences } from './grade-sentences.ts';
import { jsonText } from './json.ts';
import { learnerView } from './learner-view.ts';
import type { LearnerStep, LearnerView } from './learner-view.ts';

/** `results.json` of an Exercism test runner, version 3: a task is a step. */
export const exercism: Format = {
  name: 'exercism',
  file: 'exercism.json',
  scope: 'learner',
  render: (grade, report) => jsonText(results(grade, report)),
};

const statusOf = { passed: 'pass', failed: 'fail', refused: 'error', error: 'error' } as const;

function results(grade: SubmissionGrade, report: ClassReport) {
  const view = learnerView(grade, report);
  const status = statusOf[view.outcome];
  // With an error nothing but its message is shown.
  const tests = status === 'error' ? [] : view.steps.filter(isJudged);
  return {
    version: 3,
    status,
    message: status === 'error' ? gradeSentences(grade, view).join('\n') : null,
    tests: tests.map((step) => test(step, view, grade)),
  };
}

function isJudged({ result }: LearnerStep): boolean {
  return result.status !== 'skipped';
}

function test(step: LearnerStep, view: LearnerView, grade: SubmissionGrade) {
  const { number, result } = step;
  return {
    name: result.title,
    status: result.status === 'passed' ? 'pass' : 'fail',
    message: result.status === 'passed' ? null : explainStep(step, view, grade),
    task_id: number,
  };
}
