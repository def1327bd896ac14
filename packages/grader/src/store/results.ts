import type { Report } from '@kit/verify';
import type { Database } from './store.ts';
import type { EntryProblem } from '../class/class-entry.ts';

export interface NewResult {
  readonly contentKey: string;
  /** False for an `error` that a later run may mend. */
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
      outcome: result.report.outcome,
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
    readonly report: Report;
    readonly durationMs: number;
  };
}

/** All items of a run, in the order of the class. */
export async function readRun(db: Database, run: string): Promise<readonly ItemResult[]> {
  const rows = await db
    .selectFrom('run_item')
    .leftJoin('result', 'result.content_key', 'run_item.content_key')
    .select(['name', 'path', 'submitted_at', 'known', 'problem', 'report', 'duration_ms'])
    .where('run', '=', run)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    name: row.name,
    path: row.path,
    ...(row.submitted_at !== null && { submittedAt: row.submitted_at.toISOString() }),
    known: row.known,
    ...(row.problem !== null && { problem: row.problem }),
    ...(row.report !== null && {
      result: { report: row.report, durationMs: row.duration_ms ?? 0 },
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
      'outcome',
      column('problem', 'is not', null).as('isProblem'),
      column.fn.countAll<string>().as('count'),
    ])
    .where('run', '=', run)
    .groupBy(['outcome', 'isProblem'])
    .execute();
  const count = (matches: (row: (typeof rows)[number]) => boolean) =>
    rows.filter(matches).reduce((sum, row) => sum + Number(row.count), 0);
  return {
    total: count(() => true),
    passed: count(({ outcome }) => outcome === 'passed'),
    failed: count(({ outcome }) => outcome === 'failed'),
    trouble: count(({ isProblem, outcome }) => Boolean(isProblem) || outcome === 'error'),
  };
}
