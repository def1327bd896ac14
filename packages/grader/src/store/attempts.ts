import type { Database } from './store.ts';

/** How earlier attempts at a content ended. */
export interface EarlierAttempts {
  /** Their grader died over it, or beside it. */
  readonly deaths: number;
  /** The machine failed. */
  readonly faults: number;
}

export interface Attempt {
  readonly number: number;
  readonly earlier: EarlierAttempts;
  /** @param fault of the machine; none where there was a verdict. */
  end(fault?: string, db?: Database): Promise<void>;
  /** As if it had never begun: somebody stopped the grader. */
  undo(): Promise<void>;
}

/** What is written down of a content so far. */
export async function earlierAttempts(
  db: Database,
  contentKey: string,
): Promise<EarlierAttempts & { readonly count: number }> {
  const earlier = await db
    .selectFrom('attempt')
    .select(['ended_at', 'fault'])
    .where('content_key', '=', contentKey)
    .execute();
  return {
    count: earlier.length,
    deaths: earlier.filter((attempt) => attempt.ended_at === null).length,
    faults: earlier.filter((attempt) => attempt.fault !== null).length,
  };
}

/** Writes down that a content is taken up, before anything of it is touched. */
export async function beginAttempt(
  db: Database,
  contentKey: string,
  worker: string,
): Promise<Attempt> {
  const { count, ...earlier } = await earlierAttempts(db, contentKey);
  const { id } = await db
    .insertInto('attempt')
    .values({ content_key: contentKey, worker, ended_at: null, fault: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  return {
    number: count + 1,
    earlier,
    async end(fault, within = db) {
      await within
        .updateTable('attempt')
        .set({ ended_at: new Date(), fault: fault ?? null })
        .where('id', '=', id)
        .execute();
    },
    async undo() {
      await db.deleteFrom('attempt').where('id', '=', id).execute();
    },
  };
}
