import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { PGlite } from '@electric-sql/pglite';
import { UsageError } from '@kit/terminal';
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely';
import type { Migration } from 'kysely/migration';
import { createClaims } from './claims.ts';
import { lockFolder } from './folder-lock.ts';
import { makeDatabase } from './make-database.ts';
import { migrate } from './migrate.ts';

/** Where the kit remembers: one SQL, on PGlite in a folder or on PostgreSQL. */
export interface Store<Tables> {
  readonly db: Kysely<Tables>;
  /** For what else is to reach the same database. */
  readonly database:
    | { readonly kind: 'embedded'; readonly pglite: PGlite }
    | { readonly kind: 'postgres'; readonly url: string };
  /**
   * Makes this process the only one that works with something in the store, until it ends.
   * @returns false where another one does.
   */
  claim(what: string): Promise<boolean>;
  close(): Promise<void>;
}

export interface StoreLocation {
  /** Of the embedded database. */
  readonly folder: string;
  /** Of PostgreSQL, which is used instead where it is set. */
  readonly databaseUrl?: string | undefined;
}

/** Who keeps tables in the store: each has a schema of its own. */
export interface StoreUser {
  readonly schema: string;
  /** In order of their names; one that has run anywhere is never changed. */
  readonly migrations: Readonly<Record<string, Migration>>;
}

/**
 * Opens the store for one of its users, and makes the tables of that one where they are missing.
 * @param onTrouble told what a connection in the background complains of.
 * @throws UsageError where another process owns the folder, or PostgreSQL does not answer.
 */
export async function openStore<Tables>(
  { folder, databaseUrl }: StoreLocation,
  { schema, migrations }: StoreUser,
  onTrouble: (error: Error) => void,
): Promise<Store<Tables>> {
  const store =
    databaseUrl === undefined
      ? await openEmbedded<Tables>(folder, schema)
      : await openPostgres<Tables>(databaseUrl, schema, onTrouble);
  try {
    await migrate(store.db, schema, migrations);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function openEmbedded<Tables>(folder: string, schema: string): Promise<Store<Tables>> {
  const lock = lockFolder(folder);
  try {
    keepWebAssemblySmall();
    const { PGlite } = await import('@electric-sql/pglite');
    const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=4MB'];
    const place = path.join(folder, 'database');
    await makeDatabase(place);
    const pglite = await PGlite.create(place, { startParams });
    return {
      db: new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) }).withSchema(schema),
      database: { kind: 'embedded', pglite },
      // All of the folder is this one's.
      claim: () => Promise.resolve(true),
      async close() {
        // Not by Kysely's `destroy`: others may share it.
        await pglite.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** PostgreSQL as WebAssembly: V8 takes a gigabyte to compile it well, and longer than all of its work here. */
function keepWebAssemblySmall(): void {
  for (const flag of ['--liftoff-only', '--no-wasm-tier-up', '--no-wasm-dynamic-tiering']) {
    setFlagsFromString(flag);
  }
}

async function openPostgres<Tables>(
  url: string,
  schema: string,
  onTrouble: (error: Error) => void,
): Promise<Store<Tables>> {
  const { Pool } = await import('pg');
  const pool = new Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 10_000 });
  // Without a listener a restart of PostgreSQL would end the process.
  pool.on('error', onTrouble);
  pool.on('connect', (client) => client.on('error', onTrouble));
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    throw new UsageError(
      `PostgreSQL cannot be used as DATABASE_URL says: ${(error as Error).message || 'it does not answer'}. ` +
        'Start it, correct DATABASE_URL, or unset it to use the embedded database.',
      { cause: error },
    );
  }
  const claims = createClaims(pool);
  return {
    db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }).withSchema(schema),
    database: { kind: 'postgres', url },
    claim: claims.claim,
    async close() {
      claims.release();
      await pool.end();
    },
  };
}
