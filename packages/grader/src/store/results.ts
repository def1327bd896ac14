import type { Report } from '@kit/verify';
import type { Database } from './store.ts';
import type { EntryProblem } from '../class/class-entry.ts';

export interface NewResult {
  readonly contentKey: string;
  readonly kind: 'judged' | 'error';
  /** An `error` that no later run tries to mend by itself. */
  readonly isFinal: boolean;
  readonly report: Report;
  readonly attempt: number;
  readonly durationMs: number;
  readonly worker: string;
}

/** Writes a result down; the first one of a content stays. */
export async function recordResult(db: Database, result: NewResult): Promise<void> {
  await db
    .insertInto('result')
    .values({
      content_key: result.contentKey,
      kind: result.kind,
      is_final: result.isFinal,
      // PostgreSQL's jsonb has no place for the character 0.
      report: JSON.stringify(result.report).replaceAll('\\u0000', '\\ufffd'),
      attempt: result.attempt,
      duration_ms: Math.round(result.durationMs),
      worker: result.worker,
    })
    .onConflict((conflict) => conflict.column('content_key').doNothing())
    .execute();
}

/** What became of one item of a run. */
export interface ItemResult {
  readonly name: string;
  readonly path: string;
  readonly submittedAt?: string;
  readonly known: boolean;
  readonly problem?: EntryProblem;
  /** Absent while it is not graded. */
  readonly result?: {
    readonly kind: 'judged' | 'error';
    readonly report: Report;
    readonly durationMs: number;
  };
}

/** All items of a run, in the order of the class. */
export async function readRun(db: Database, run: string): Promise<readonly ItemResult[]> {
  const rows = await db
    .selectFrom('run_item')
    .leftJoin('result', 'result.content_key', 'run_item.content_key')
    .select(['name', 'path', 'submitted_at', 'known', 'problem', 'kind', 'report', 'duration_ms'])
    .where('run', '=', run)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    name: row.name,
    path: row.path,
    ...(row.submitted_at !== null && { submittedAt: row.submitted_at.toISOString() }),
    known: row.known,
    ...(row.problem !== null && { problem: row.problem }),
    ...(row.kind !== null &&
      row.report !== null && {
        result: { kind: row.kind, report: row.report, durationMs: row.duration_ms ?? 0 },
      }),
  }));
}

/** How far a run is. */
export interface Progress {
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  /** Refused, or not judged because of the machine. */
  readonly trouble: number;
}

/** Counts items of a run by what became of them. */
export async function countRun(db: Database, run: string): Promise<Progress> {
  const rows = await db
    .selectFrom('run_item')
    .leftJoin('result', 'result.content_key', 'run_item.content_key')
    .select((column) => [
      'result.kind as kind',
      column.ref('report', '->>').key('outcome').as('outcome'),
      'problem',
      column.fn.countAll<string>().as('count'),
    ])
    .where('run', '=', run)
    .groupBy(['kind', 'outcome', 'problem'])
    .execute();
  const count = (matches: (row: (typeof rows)[number]) => boolean) =>
    rows.filter(matches).reduce((sum, row) => sum + Number(row.count), 0);
  return {
    total: count(() => true),
    passed: count(({ outcome }) => outcome === 'passed'),
    failed: count(({ outcome }) => outcome === 'failed'),
    trouble: count(({ problem, outcome }) => problem !== null || outcome === 'error'),
  };
}
