import type { Report } from '../report.ts';

/** What the place of output can show. */
export interface Style {
  readonly color: boolean;
  /** False where only ASCII comes out right. */
  readonly unicode: boolean;
  /** Columns that a line may fill. */
  readonly width: number;
}

/** Turns a report into one format; the text ends with a line break. */
export interface Reporter {
  /** As `--format` takes it. */
  readonly name: string;
  readonly render: (report: Report, style: Style) => string;
}
