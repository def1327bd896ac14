import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The schema that the kit's tables are in; pg-boss has one of its own. */
export const schema = 'grading';

/** In order of their names; one that has run anywhere is never changed. */
export const migrations: Readonly<Record<string, Migration>> = {
  '2026-11-26-grading': {
    async up(db: Kysely<unknown>) {
      const { schema: tables } = db;
      await tables
        .createTable('submission')
        .addColumn('content_hash', 'text', (column) => column.primaryKey())
        .addColumn('archive', 'bytea', (column) => column.notNull())
        .execute();
      await tables
        .createTable('run')
        .addColumn('id', 'uuid', (column) => column.primaryKey())
        .addColumn('started_at', 'timestamptz', (column) => column.notNull())
        .addColumn('finished_at', 'timestamptz')
        .addColumn('class', 'text', (column) => column.notNull())
        .addColumn('workshop', 'text', (column) => column.notNull())
        .addColumn('due', 'timestamptz')
        .addColumn('workshop_version', 'text', (column) => column.notNull())
        .addColumn('kit_version', 'text', (column) => column.notNull())
        .addColumn('fingerprint', 'text', (column) => column.notNull())
        .addColumn('fresh', 'boolean', (column) => column.notNull())
        .execute();
      await tables
        .createTable('run_item')
        .addColumn('run', 'uuid', (column) =>
          column.notNull().references('run.id').onDelete('cascade'),
        )
        .addColumn('position', 'integer', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('path', 'text', (column) => column.notNull())
        .addColumn('submitted_at', 'timestamptz')
        .addColumn('content_key', 'text')
        .addColumn('content_hash', 'text')
        .addColumn('problem', 'jsonb')
        .addColumn('known', 'boolean', (column) => column.notNull())
        .addPrimaryKeyConstraint('run_item_pkey', ['run', 'position'])
        .execute();
      await tables
        .createTable('result')
        .addColumn('content_key', 'text', (column) => column.primaryKey())
        .addColumn('outcome', 'text', (column) => column.notNull())
        .addColumn('is_final', 'boolean', (column) => column.notNull())
        .addColumn('report', 'jsonb', (column) => column.notNull())
        .addColumn('attempt', 'integer', (column) => column.notNull())
        .addColumn('duration_ms', 'integer', (column) => column.notNull())
        .addColumn('worker', 'text', (column) => column.notNull())
        .addColumn('graded_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
        .execute();
      await tables
        .createTable('attempt')
        .addColumn('id', 'integer', (column) => column.primaryKey().generatedAlwaysAsIdentity())
        .addColumn('content_key', 'text', (column) => column.notNull())
        .addColumn('worker', 'text', (column) => column.notNull())
        .addColumn('started_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
        .addColumn('ended_at', 'timestamptz')
        .addColumn('fault', 'text')
        .execute();
      await tables.createIndex('attempt_of').on('attempt').column('content_key').execute();
    },
  },
  // What was one value is the first of the pieces, and may be the only one.
  '2026-11-27-archives-in-pieces': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .alterTable('submission')
        .addColumn('position', 'integer', (column) => column.notNull().defaultTo(0))
        .execute();
      await db.schema.alterTable('submission').dropConstraint('submission_pkey').execute();
      await db.schema
        .alterTable('submission')
        .addPrimaryKeyConstraint('submission_pkey', ['content_hash', 'position'])
        .execute();
    },
  },
};
