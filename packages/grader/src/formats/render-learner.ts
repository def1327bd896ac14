import type fc from 'fast-check';
import type { ClassReport, SubmissionGrade } from '../class-report.ts';
import type { Format } from './format.ts';
import { hostileClass } from './hostile-class.ts';
import { sampleClass, sampleGrades } from './samples.ts';

/** For the tests of formats that are of one learner. */
export function renderLearner(
  format: Format,
  grade: SubmissionGrade,
  report: ClassReport = sampleClass,
): string {
  if (format.scope !== 'learner') throw new Error(`${format.name} is of a class`);
  return format.render(grade, report);
}

/** One learner of each kind, with what the text means to a reader of JSON. */
export function parsedLearners(
  format: Format,
): readonly (readonly [kind: keyof typeof sampleGrades, value: unknown])[] {
  return (Object.keys(sampleGrades) as (keyof typeof sampleGrades)[]).map((kind) => [
    kind,
    JSON.parse(renderLearner(format, sampleGrades[kind])),
  ]);
}

/** A learner with any texts and verdicts. */
export const hostileLearner: fc.Arbitrary<SubmissionGrade> = hostileClass
  .filter(({ submissions }) => submissions.length > 0)
  .map(({ submissions: [first] }) => first ?? sampleGrades.passed);

/** As the runner of Classroom 50 sets it. */
export const runnerEnvironment = {
  CLASSROOM: 'containers',
  ASSIGNMENT: 'first-image',
  ASSIGNMENT_TYPE: 'individual',
  OWNER: 'ben',
  SUBMISSION_TAG: 'submit/2026-11-02T09-30-00Z-1f2e3d4',
  COMMIT_URL: 'https://github.example/course/containers-first-image-ben/commit/1f2e3d4',
  RELEASE_URL: 'https://github.example/course/containers-first-image-ben/releases/tag/1',
  REVIEW_URL: 'https://github.example/course/containers-first-image-ben/compare/0...1f2e3d4',
};
