import type { EntryProblem } from '../class/class-entry.ts';
import type { Outcome, Report } from '@kit/verify';
import type { Generated, JSONColumnType } from 'kysely';

/** Files of a submission, under the name that their content has; see `archivesInTable`. */
interface SubmissionTable {
  content_hash: string;
  /** From 0. */
  position: number;
  /** A piece of a tar of what a builder may read. */
  archive: Uint8Array;
}

/** One `pnpm grade`, until all of its submissions have a result. */
interface RunTable {
  id: string;
  started_at: Date;
  finished_at: Date | null;
  /** Which class: where its submissions lie. */
  class: string;
  workshop: string;
  /** Of the manifest. */
  due: Date | null;
  workshop_version: string;
  kit_version: string;
  /** Over all items: the same class under the same checks has the same. */
  fingerprint: string;
  /** Grades anew what has a result already. */
  fresh: boolean;
}

/** One submission of a run. */
interface RunItemTable {
  run: string;
  /** From 0, in the order of the class. */
  position: number;
  name: string;
  path: string;
  submitted_at: Date | null;
  /** Of its result; none where it could not even be read. */
  content_key: string | null;
  content_hash: string | null;
  /** Why it could not be read. */
  problem: JSONColumnType<EntryProblem> | null;
  /** True where it had a result before the run. */
  known: boolean;
}

/** What grading a content under one set of checks came to; written once. */
interface ResultTable {
  content_key: string;
  /** As in the report, which is long to read. */
  outcome: Outcome;
  /** False for an `error` that a later run may mend. */
  is_final: boolean;
  report: JSONColumnType<Report>;
  attempt: number;
  duration_ms: number;
  worker: string;
  graded_at: Generated<Date>;
}

/** One time that a grader took a submission up; without an end, the grader died over it. */
interface AttemptTable {
  id: Generated<number>;
  content_key: string;
  worker: string;
  started_at: Generated<Date>;
  ended_at: Date | null;
  /** Of the machine. */
  fault: string | null;
}

export interface Tables {
  submission: SubmissionTable;
  run: RunTable;
  run_item: RunItemTable;
  result: ResultTable;
  attempt: AttemptTable;
}
