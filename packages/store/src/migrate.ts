import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Migration } from 'kysely/migration';

/** Brings the tables of one user of the store up to date, and makes those that are missing. */
export async function migrate<Tables>(
  db: Kysely<Tables>,
  schema: string,
  migrations: Readonly<Record<string, Migration>>,
): Promise<void> {
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
