import { UsageError } from '@kit/verify';
import type { ClassReport, SubmissionGrade } from '../class-report.ts';
import { explainStep } from './explain-step.ts';
import type { Format } from './format.ts';
import { jsonText } from './json.ts';
import { learnerView } from './learner-view.ts';

/**
 * `result.json` of an autograder of Classroom 50, whose runner says in the
 * environment whose submission it is. Where the machine failed it holds a result
 * of no points, and the command's exit code tells the runner why.
 */
export const classroom50: Format = {
  name: 'classroom50',
  file: 'classroom50.json',
  scope: 'learner',
  check: () => {
    identity(process.env);
  },
  render: (grade, report) => jsonText(classroom50Result(grade, report, process.env)),
};

type Environment = Readonly<Record<string, string | undefined>>;

export function classroom50Result(
  grade: SubmissionGrade,
  report: ClassReport,
  environment: Environment,
) {
  const judged = grade.outcome !== 'error';
  const scale = pointsScale(report);
  const whole = (points: number) => Math.round(points * scale);
  const view = learnerView(grade, report);
  return {
    schema: 'classroom50/result/v1',
    ...identity(environment),
    datetime: instant(grade.submittedAt ?? report.startedAt),
    graded_at: instant(report.startedAt),
    score: judged ? whole(grade.score) : 0,
    'max-score': judged ? whole(grade.maxScore) : 0,
    tests: judged
      ? view.steps
          .filter(({ maxPoints }) => maxPoints > 0)
          .map((step) => ({
            'test-name': step.result.title,
            passed: step.result.status === 'passed',
            score: whole(step.points),
            'max-score': whole(step.maxPoints),
            message: explainStep(step, view, grade),
          }))
      : [],
  };
}

/**
 * Only integers are points there. Where half points are possible all are given
 * in hundredths, for every learner of a class alike.
 */
function pointsScale({ steps, policy }: ClassReport): 1 | 100 {
  const areWhole = steps.every(({ maxPoints }) => Number.isInteger(maxPoints));
  return areWhole && policy.due === undefined && policy.credit !== 'checks' ? 1 : 100;
}

function identity(environment: Environment) {
  const missing: string[] = [];
  const get = (...names: readonly [string, ...string[]]) => {
    const value = names.map((name) => environment[name]).find(Boolean);
    if (value === undefined) missing.push(names[0]);
    return value ?? '';
  };
  const result = {
    classroom: get('CLASSROOM'),
    assignment: get('ASSIGNMENT'),
    assignment_type: environment.ASSIGNMENT_TYPE ?? 'individual',
    owner: get('OWNER', 'USERNAME'),
    submission: get('SUBMISSION_TAG'),
    commit: get('COMMIT_URL'),
    release: get('RELEASE_URL'),
    review: get('REVIEW_URL', 'COMMIT_URL'),
  };
  if (missing.length === 0) return result;
  throw new UsageError(
    `The format \`classroom50\` needs what the runner of Classroom 50 says in the environment: ${[...new Set(missing)].join(', ')}.`,
  );
}

/** Without fractions of a second. */
function instant(iso: string): string {
  return new Date(iso).toISOString().replace(/\.\d+Z$/, 'Z');
}
