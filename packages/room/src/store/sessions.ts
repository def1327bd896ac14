import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Learner } from '../learner.ts';
import type { Session } from '../session.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;

/** Those of a workshop that were used since, the last one first. */
export async function sessionsSince(
  db: Database,
  workshop: string,
  since: Date,
): Promise<readonly Session[]> {
  const rows = await db
    .selectFrom('session')
    .select('session')
    .where('workshop', '=', workshop)
    .where('used_at', '>=', since)
    .orderBy('used_at', 'desc')
    .execute();
  return rows.map(({ session }) => session);
}

export async function learnersOf(db: Database, { id }: Session): Promise<readonly Learner[]> {
  const rows = await db.selectFrom('learner').select('learner').where('session', '=', id).execute();
  return rows.map(({ learner }) => learner);
}

/** Of all workshops. */
export async function sessionIds(db: Database): Promise<readonly string[]> {
  return (await db.selectFrom('session').select('id').execute()).map(({ id }) => id);
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
 * Deletes what is kept of sessions.
 * @returns how many sessions and learners that were.
 */
export async function forgetSessions(
  db: Database,
  ids: readonly string[],
): Promise<{ readonly sessions: number; readonly learners: number }> {
  if (ids.length === 0) return { sessions: 0, learners: 0 };
  const [learners, sessions] = await db
    .transaction()
    .execute(async (transaction) => [
      await transaction.deleteFrom('learner').where('session', 'in', ids).executeTakeFirst(),
      await transaction.deleteFrom('session').where('id', 'in', ids).executeTakeFirst(),
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
