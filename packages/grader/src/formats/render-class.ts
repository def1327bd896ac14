import type { ClassReport, SubmissionGrade } from '../class-report.ts';
import type { Format } from './format.ts';
import { sampleClass, sampleGrades } from './samples.ts';

/** For the tests of formats that are of a class. */
export function renderClass(format: Format, report: Partial<ClassReport> = {}): string {
  if (format.scope !== 'class') throw new Error(`${format.name} is of one learner`);
  return format.render({ ...sampleClass, ...report });
}

/** Classes that a format must be able to tell of, by what they are made of. */
export const classes: Readonly<Record<string, readonly SubmissionGrade[]>> = {
  'one learner of each kind': sampleClass.submissions,
  nobody: [],
  'one who passed': [sampleGrades.passed],
  'one whom nobody could judge': [sampleGrades.error],
};
