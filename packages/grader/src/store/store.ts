import path from 'node:path';
import { openStore } from '@kit/store';
import type { Store as KitStore, StoreLocation } from '@kit/store';
import type { Kysely } from 'kysely';
import { fromKysely, fromPglite } from 'pg-boss';
import type { ConstructorOptions } from 'pg-boss';
import { archivesIn, archivesInTable } from './archives.ts';
import type { Archives } from './archives.ts';
import { migrations, schema } from './migrations.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;

/** Where runs and results are kept. */
export interface Store extends KitStore<Tables> {
  /** How pg-boss reaches the same database. */
  readonly queueOptions: ConstructorOptions;
  readonly archives: Archives;
}

/** Opens the store of the kit for grading; see `openStore`. */
export async function openGradingStore(
  location: StoreLocation,
  onTrouble: (error: Error) => void,
): Promise<Store> {
  const store = await openStore<Tables>(location, { schema, migrations }, onTrouble);
  const archives =
    store.database.kind === 'embedded'
      ? archivesIn(path.join(location.folder, 'archives'), store.db)
      : archivesInTable(store.db);
  return { ...store, archives, queueOptions: queueOptionsFor(store.database) };
}

function queueOptionsFor(database: KitStore<Tables>['database']): ConstructorOptions {
  return database.kind === 'embedded'
    ? { db: fromPglite(database.pglite), backend: 'pglite' }
    : { connectionString: database.url, max: 5 };
}

/** The same queue calls, as a part of a transaction. */
export const inTransaction = fromKysely;
