import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { quote } from '@kit/checker';
import { UsageError } from '@kit/verify';
import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { fromKysely, fromPglite } from 'pg-boss';
import type { ConstructorOptions } from 'pg-boss';
import { lockFolder } from './folder-lock.ts';
import { makeDatabase } from './make-database.ts';
import { migrations, schema } from './migrations.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;

/** Where runs and results are kept: one SQL, on PGlite in a folder or on PostgreSQL. */
export interface Store {
  readonly kind: 'embedded' | 'postgres';
  readonly db: Database;
  /** How pg-boss reaches the same database. */
  readonly queueOptions: ConstructorOptions;
  close(): Promise<void>;
}

export interface StoreLocation {
  /** Of the embedded database. */
  readonly folder: string;
  /** Of PostgreSQL, which is used instead where it is set. */
  readonly databaseUrl?: string | undefined;
}

/**
 * Opens the store, and makes its tables where they are missing.
 * @param onTrouble told what a connection in the background complains of.
 * @throws UsageError where another process owns the folder, or PostgreSQL does not answer.
 */
export async function openStore(
  { folder, databaseUrl }: StoreLocation,
  onTrouble: (error: Error) => void,
): Promise<Store> {
  const store =
    databaseUrl === undefined
      ? await openEmbedded(folder)
      : await openPostgres(databaseUrl, onTrouble);
  try {
    await migrate(store.db);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function openEmbedded(folder: string): Promise<Store> {
  const lock = lockFolder(folder, quote(folder));
  try {
    keepWebAssemblySmall();
    const { PGlite } = await import('@electric-sql/pglite');
    const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'];
    const place = path.join(folder, 'database');
    await makeDatabase(place);
    const pglite = await PGlite.create(place, { startParams });
    return {
      kind: 'embedded',
      db: new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) }).withSchema(schema),
      queueOptions: { db: fromPglite(pglite), backend: 'pglite' },
      async close() {
        // Not by Kysely's `destroy`: pg-boss shares it.
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

async function openPostgres(url: string, onTrouble: (error: Error) => void): Promise<Store> {
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
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }).withSchema(schema);
  return {
    kind: 'postgres',
    db,
    queueOptions: { connectionString: url, max: 5 },
    close: () => pool.end(),
  };
}

async function migrate(db: Database): Promise<void> {
  // Two that start at once may both find none.
  await sql`create schema if not exists ${sql.id(schema)}`.execute(db).catch(unlessItIsThere);
  const provider = { getMigrations: () => Promise.resolve(migrations) };
  const migrator = new Migrator({ db, provider, migrationTableSchema: schema });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error as Error;
}

function unlessItIsThere(error: unknown): void {
  const { code } = error as { readonly code?: string };
  if (code !== '23505' && code !== '42P06') throw error;
}

/** The same queue calls, as a part of a transaction. */
export const inTransaction = fromKysely;
