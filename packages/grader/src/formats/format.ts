import type { ClassReport, SubmissionGrade } from '../class-report.ts';

/** Turns a class, or one learner of it, into one format; the text ends with a line break. */
export type Format = {
  /** @throws UsageError where it cannot be made here, as for want of something in the environment. */
  readonly check?: () => void;
} & (
  | {
      /** As `--format` takes it. */
      readonly name: string;
      /** Of the file that it is written to. */
      readonly file: string;
      /** One file for the whole class, for the grader. */
      readonly scope: 'class';
      readonly render: (report: ClassReport) => string;
    }
  | {
      readonly name: string;
      readonly file: string;
      /** One file a learner, which the learner may see: hidden steps do not show in it. */
      readonly scope: 'learner';
      readonly render: (grade: SubmissionGrade, report: ClassReport) => string;
    }
);
