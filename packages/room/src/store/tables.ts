import type { JSONColumnType } from 'kysely';
import type { Learner } from '../learner.ts';
import type { Session } from '../session.ts';

interface SessionTable {
  id: string;
  workshop: string;
  opened_at: Date;
  /** When anything was written last. */
  used_at: Date;
  session: JSONColumnType<Session>;
}

interface LearnerTable {
  id: string;
  session: string;
  learner: JSONColumnType<Learner>;
}

export interface Tables {
  session: SessionTable;
  learner: LearnerTable;
}
