import path from 'node:path';

/** Of all that the kit remembers, in the folder where its reports go. */
export function storeFolder(out: string): string {
  return path.join(out, '.store');
}

/** Of the PostgreSQL that DATABASE_URL names; an empty one names none. */
export function databaseUrl(): string | undefined {
  const { DATABASE_URL: url = '' } = process.env;
  return url === '' ? undefined : url;
}
