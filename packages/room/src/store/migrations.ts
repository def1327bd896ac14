import type { StoreUser } from '@kit/store';
import type { Kysely } from 'kysely';

export const roomTables: StoreUser = {
  schema: 'room',
  migrations: {
    '2026-11-26-room': {
      async up(db: Kysely<unknown>) {
        await db.schema
          .createTable('session')
          .addColumn('id', 'uuid', (column) => column.primaryKey())
          .addColumn('workshop', 'text', (column) => column.notNull())
          .addColumn('opened_at', 'timestamptz', (column) => column.notNull())
          .addColumn('used_at', 'timestamptz', (column) => column.notNull())
          .addColumn('session', 'jsonb', (column) => column.notNull())
          .execute();
        await db.schema
          .createTable('learner')
          .addColumn('id', 'uuid', (column) => column.primaryKey())
          .addColumn('session', 'uuid', (column) =>
            column.notNull().references('session.id').onDelete('cascade'),
          )
          .addColumn('learner', 'jsonb', (column) => column.notNull())
          .execute();
        await db.schema.createIndex('learner_of').on('learner').column('session').execute();
      },
    },
  },
};
