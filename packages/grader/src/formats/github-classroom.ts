import { plain } from '@kit/checker';
import type { SubmissionGrade } from '../class-report.ts';
import { waitsFor } from './explain-step.ts';
import type { Format } from './format.ts';
import { learnerView, notYourFault } from './learner-view.ts';
import type { LearnerStep, LearnerView } from './learner-view.ts';
import { rounded } from './numbers.ts';

/**
 * For GitHub Classroom's grading reporter: lines for `$GITHUB_ENV`, a runner of
 * its own for every step, and last the list of the runners. The reporter counts
 * a runner's points twice, as a sum of scores and by how many tests passed; with
 * one test in each the two agree, whatever a step is worth.
 *
 * The reporter adds up what it is shown, so hidden steps do not count there.
 * Where the machine failed no runner has points, and it reports none.
 */
export const githubClassroom: Format = {
  name: 'github-classroom',
  file: 'github-classroom.env',
  scope: 'learner',
  render: (grade, report) => {
    const view = learnerView(grade, report);
    const runners = view.steps
      .filter(({ maxPoints }) => maxPoints > 0)
      .map((step) => ({ id: runnerId(step), value: result(step, view, grade) }));
    return [
      ...runners.map(({ id, value }) => `${id.toUpperCase()}_RESULTS=${base64(value)}`),
      `WORKSHOP_RUNNERS=${runners.map(({ id }) => id).join(',')}`,
      '',
    ].join('\n');
  },
};

/** The reporter takes letters and digits; the number keeps two ids apart. */
function runnerId({ number, result }: LearnerStep): string {
  return `step${number}${result.id.replace(/[^a-z0-9]/gi, '')}`.toLowerCase();
}

function result(step: LearnerStep, view: LearnerView, grade: SubmissionGrade) {
  const isJudged = grade.outcome !== 'error';
  const status = isJudged ? (step.result.status === 'passed' ? 'pass' : 'fail') : 'error';
  const left = 1 - (grade.late?.deducted ?? 0);
  const why = plain(whyNot(step, view, grade), 300);
  return {
    version: 1,
    status,
    max_score: isJudged ? step.maxPoints : 0,
    tests: [
      {
        // The reporter shows the message of an error, and of a failure the name alone.
        name: status === 'fail' && why !== '' ? `${step.result.title}: ${why}` : step.result.title,
        status,
        score: isJudged ? rounded(step.points * left) : 0,
        message: why,
        test_code: '',
        filename: 'Dockerfile',
        line_no: step.result.diagnostics[0]?.range?.start.line ?? 0,
        execution_time: `${rounded(step.result.durationMs / 1000)}s`,
      },
    ],
  };
}

function whyNot({ result }: LearnerStep, { steps }: LearnerView, grade: SubmissionGrade): string {
  if (grade.outcome === 'error') return notYourFault;
  if (result.status === 'blocked') return `not judged, ${waitsFor(result.blockedBy, steps)}`;
  return result.status === 'skipped' ? result.reason : (result.diagnostics[0]?.message ?? '');
}

function base64(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64');
}
