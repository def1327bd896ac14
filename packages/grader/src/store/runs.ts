import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Versions } from '../versions.ts';
import type { Database } from './store.ts';
import type { Problem } from './tables.ts';

/** One submission of a class, as it is written down. */
export interface RunItem {
  readonly name: string;
  readonly path: string;
  readonly submittedAt?: string;
  readonly content:
    | { readonly hash: string; readonly key: string }
    /** It could not be read, or is not to be graded. */
    | Problem;
}

export interface RunRequest {
  readonly workshop: string;
  readonly versions: Versions;
  readonly items: readonly RunItem[];
  readonly fresh: boolean;
}

export interface StartedRun {
  readonly id: string;
  readonly startedAt: Date;
  /** Keys of contents that are still to be graded, and their hashes. */
  readonly open: readonly { readonly key: string; readonly hash: string }[];
}

/**
 * Writes a run down; one of the same class under the same checks that has not
 * ended goes on. What has a result is not graded again, unless all is to be.
 *
 * @param db in a transaction, in which the caller queues what is open.
 */
export async function startRun(db: Database, request: RunRequest): Promise<StartedRun> {
  const fingerprint = fingerprintOf(request);
  const last = await db
    .selectFrom('run')
    .select(['id', 'started_at', 'fingerprint', 'finished_at', 'fresh'])
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const goesOn =
    last?.fingerprint === fingerprint && last.finished_at === null && last.fresh === request.fresh;
  if (goesOn) {
    const open = await openContents(db, last.id);
    return { id: last.id, startedAt: last.started_at, open };
  }
  const keys = [...new Set(request.items.flatMap(({ content }) => keyOf(content)))];
  await forget(db, keys, request.fresh);
  const known = new Set(await knownKeys(db, keys));
  const run = { id: randomUUID(), startedAt: new Date() };
  await db
    .insertInto('run')
    .values({
      id: run.id,
      started_at: run.startedAt,
      finished_at: null,
      workshop: request.workshop,
      workshop_version: request.versions.workshop,
      kit_version: request.versions.kit,
      fingerprint,
      fresh: request.fresh,
    })
    .execute();
  const rows = request.items.map((item, position) => rowOf(item, position, run.id, known));
  for (let from = 0; from < rows.length; from += 1_000) {
    await db
      .insertInto('run_item')
      .values(rows.slice(from, from + 1_000))
      .execute();
  }
  return { ...run, open: await openContents(db, run.id) };
}

/** Results that say nothing, or that are to be made anew. */
async function forget(db: Database, keys: readonly string[], fresh: boolean): Promise<void> {
  const those = isOneOf('content_key', keys);
  await db
    .deleteFrom('result')
    .where(those)
    .$if(!fresh, (query) => query.where('kind', '=', 'error').where('is_final', '=', false))
    .execute();
  // Those without an end stay: a grader died over them.
  await db
    .deleteFrom('attempt')
    .where(those)
    .$if(!fresh, (query) => query.where('ended_at', 'is not', null))
    .execute();
}

async function knownKeys(db: Database, keys: readonly string[]): Promise<readonly string[]> {
  const found = await db
    .selectFrom('result')
    .select('content_key')
    .where(isOneOf('content_key', keys))
    .execute();
  return found.map(({ content_key: key }) => key);
}

/** Contents of a run without a result. */
async function openContents(db: Database, run: string): Promise<StartedRun['open']> {
  const rows = await db
    .selectFrom('run_item')
    .leftJoin('result', 'result.content_key', 'run_item.content_key')
    .select(['run_item.content_key as key', 'run_item.content_hash as hash'])
    .distinct()
    .where('run_item.run', '=', run)
    .where('run_item.content_key', 'is not', null)
    .where('result.content_key', 'is', null)
    .execute();
  return rows.map(({ key, hash }) => ({ key: key ?? '', hash: hash ?? '' }));
}

/** Marks a run as ended, and lets go of the files that no open run waits for. */
export async function finishRun(db: Database, run: string): Promise<void> {
  await db.updateTable('run').set({ finished_at: new Date() }).where('id', '=', run).execute();
  await sql`
    delete from grading.submission where content_hash not in (
      select item.content_hash from grading.run_item item
      join grading.run run on run.id = item.run
      where run.finished_at is null and item.content_hash is not null
    )`.execute(db);
}

/** As one array: a list of parameters would be too long for a big class. */
function isOneOf(column: 'content_key', values: readonly string[]) {
  return sql<boolean>`${sql.ref(column)} = any(${values})`;
}

function rowOf(
  { name, path, submittedAt, content }: RunItem,
  position: number,
  run: string,
  known: ReadonlySet<string>,
) {
  const isRead = 'key' in content;
  return {
    run,
    position,
    name,
    path,
    submitted_at: submittedAt === undefined ? null : new Date(submittedAt),
    content_key: isRead ? content.key : null,
    content_hash: isRead ? content.hash : null,
    problem: isRead ? null : JSON.stringify(content),
    known: isRead && known.has(content.key),
  };
}

function keyOf(content: RunItem['content']): readonly string[] {
  return 'key' in content ? [content.key] : [];
}

function fingerprintOf({ workshop, versions, items }: RunRequest): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([workshop, versions.workshop, versions.kit, items]));
  return hash.digest('hex');
}
