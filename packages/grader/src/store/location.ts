import path from 'node:path';

/** Of all that is remembered of a class, in the folder of its reports. */
export function storeFolder(out: string): string {
  return path.join(out, '.store');
}

/** Of the PostgreSQL that DATABASE_URL names; an empty one names none. */
export function databaseUrl(): string | undefined {
  const { DATABASE_URL: url = '' } = process.env;
  return url === '' ? undefined : url;
}
