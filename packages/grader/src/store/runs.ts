import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { RunRecord } from '../class-of-run.ts';
import type { Versions } from '../versions.ts';
import type { Database } from './store.ts';
import type { EntryProblem } from '../class/class-entry.ts';
import type { Tables } from './tables.ts';

/** One submission of a class, as it is written down. */
export interface RunItem {
  readonly name: string;
  readonly path: string;
  readonly submittedAt?: string;
  readonly content:
    | { readonly hash: string; readonly key: string }
    /** It could not be read, or is not to be graded. */
    | EntryProblem;
}

export interface RunRequest {
  /** Which class: where its submissions lie. */
  readonly class: string;
  /** ISO 8601. */
  readonly due?: string;
  readonly workshop: string;
  readonly versions: Versions;
  readonly items: readonly RunItem[];
  readonly fresh: boolean;
}

/** A run that has ended, without its items. */
export interface WrittenRun extends Omit<RunRecord, 'items'> {
  readonly id: string;
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
 * @param db in a transaction.
 */
export async function startRun(db: Database, request: RunRequest): Promise<StartedRun> {
  const fingerprint = fingerprintOf(request);
  const last = await db
    .selectFrom('run')
    .select(['id', 'started_at', 'fingerprint', 'finished_at', 'fresh'])
    .where('class', '=', request.class)
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last?.fingerprint === fingerprint) {
    const open = await openContents(db, last.id);
    const run = { id: last.id, startedAt: last.started_at, open };
    if (last.finished_at === null && last.fresh === request.fresh) return run;
    const isKnown =
      last.finished_at !== null && open.length === 0 && !(await hasErrors(db, last.id));
    if (isKnown && !request.fresh) {
      await db.updateTable('run_item').set({ known: true }).where('run', '=', last.id).execute();
      return run;
    }
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
      class: request.class,
      workshop: request.workshop,
      due: request.due === undefined ? null : new Date(request.due),
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

/** The last grading of a workshop that has ended, and the one before it of the same class. */
export async function lastRuns(
  db: Database,
  workshop: string,
): Promise<{ readonly last?: WrittenRun; readonly previous?: WrittenRun }> {
  const ended = db
    .selectFrom('run')
    .selectAll()
    .where('workshop', '=', workshop)
    .where('finished_at', 'is not', null)
    .orderBy('started_at', 'desc')
    .limit(1);
  const last = await ended.executeTakeFirst();
  if (last === undefined) return {};
  const previous = await ended
    .where('class', '=', last.class)
    .where('id', '<>', last.id)
    .executeTakeFirst();
  return { last: writtenRun(last), ...(previous && { previous: writtenRun(previous) }) };
}

function writtenRun(row: Selectable<Tables['run']>): WrittenRun {
  return {
    id: row.id,
    startedAt: row.started_at,
    durationMs: Number(row.finished_at) - Number(row.started_at),
    versions: { workshop: row.workshop_version, kit: row.kit_version },
    ...(row.due !== null && { due: row.due.toISOString() }),
  };
}

/** Results that say nothing, or that are to be made anew. */
async function forget(db: Database, keys: readonly string[], fresh: boolean): Promise<void> {
  const those = isOneOf('content_key', keys);
  await db
    .deleteFrom('result')
    .where(those)
    .$if(!fresh, (query) => query.where('is_final', '=', false))
    .execute();
  // Those without an end stay: a grader died over them.
  await db
    .deleteFrom('attempt')
    .where(those)
    .$if(!fresh, (query) => query.where('ended_at', 'is not', null))
    .execute();
}

/** What the machine kept from being judged is tried again. */
async function hasErrors(db: Database, run: string): Promise<boolean> {
  const error = await db
    .selectFrom('run_item')
    .innerJoin('result', 'result.content_key', 'run_item.content_key')
    .select('run_item.position')
    .where('run', '=', run)
    .where('is_final', '=', false)
    .limit(1)
    .executeTakeFirst();
  return error !== undefined;
}

/** Those of the contents that have a result. */
export async function knownKeys(db: Database, keys: readonly string[]): Promise<readonly string[]> {
  const found = await db
    .selectFrom('result')
    .select('content_key')
    .where(isOneOf('content_key', keys))
    .execute();
  return found.map(({ content_key: key }) => key);
}

/** Contents of a run without a result. */
export async function openContents(db: Database, run: string): Promise<StartedRun['open']> {
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

/** Marks a run as ended. */
export async function finishRun(db: Database, run: string): Promise<void> {
  await db.updateTable('run').set({ finished_at: new Date() }).where('id', '=', run).execute();
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

function fingerprintOf({ workshop, versions, items, due }: RunRequest): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([workshop, versions.workshop, versions.kit, items, due]));
  return hash.digest('hex');
}
