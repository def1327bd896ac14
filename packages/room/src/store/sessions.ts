import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Learner } from '../learner.ts';
import type { Session } from '../session.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;

export interface StoredSession {
  readonly session: Session;
  readonly learners: readonly Learner[];
}

/** The session of a workshop that was used last, where that is not longer ago. */
export async function lastSession(
  db: Database,
  workshop: string,
  since: Date,
): Promise<StoredSession | undefined> {
  const row = await db
    .selectFrom('session')
    .select('session')
    .where('workshop', '=', workshop)
    .where('used_at', '>=', since)
    .orderBy('used_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { session } = row;
  const learners = await db
    .selectFrom('learner')
    .select('learner')
    .where('session', '=', session.id)
    .execute();
  return { session, learners: learners.map(({ learner }) => learner) };
}

/**
 * Writes down a session, and what is new of its learners, at once or not at all.
 * @returns false where the session has been forgotten; nothing of it is written then.
 */
export async function keep(
  db: Database,
  session: Session,
  learners: readonly Learner[],
  isNew = false,
): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const row = { session: JSON.stringify(session), used_at: new Date() };
    if (isNew) {
      const { id, workshop, openedAt } = session;
      await transaction
        .insertInto('session')
        .values({ ...row, id, workshop, opened_at: new Date(openedAt) })
        .execute();
    } else {
      const { numUpdatedRows } = await transaction
        .updateTable('session')
        .set(row)
        .where('id', '=', session.id)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
    }
    if (learners.length === 0) return true;
    await transaction
      .insertInto('learner')
      .values(
        learners.map((learner) => ({
          id: learner.id,
          session: session.id,
          learner: JSON.stringify(learner),
        })),
      )
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet({ learner: sql`excluded.learner` }),
      )
      .execute();
    return true;
  });
}

export async function forgetLearner(db: Database, id: string): Promise<void> {
  await db.deleteFrom('learner').where('id', '=', id).execute();
}

/**
 * Deletes what is kept of one session, or of all.
 * @returns how many sessions and learners that were.
 */
export async function forgetSessions(
  db: Database,
  id?: string,
): Promise<{ readonly sessions: number; readonly learners: number }> {
  const [learners, sessions] = await db.transaction().execute(async (transaction) => [
    await transaction
      .deleteFrom('learner')
      .$if(id !== undefined, (query) => query.where('session', '=', id ?? ''))
      .executeTakeFirst(),
    await transaction
      .deleteFrom('session')
      .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
      .executeTakeFirst(),
  ]);
  // What is deleted is only marked as such; this takes it out of the files.
  for (const table of ['learner', 'session']) {
    await sql`vacuum full ${sql.table(`room.${table}`)}`.execute(db);
  }
  await sql`checkpoint`.execute(db).catch(() => undefined);
  return {
    sessions: Number(sessions.numDeletedRows),
    learners: Number(learners.numDeletedRows),
  };
}
