import type { Style } from '@kit/terminal';
import type { DoctorReport } from '../report.ts';

/** Turns a report into one format; the text ends with a line break. */
export interface Reporter {
  /** As `--format` takes it. */
  readonly name: string;
  readonly render: (report: DoctorReport, style: Style) => string;
}
