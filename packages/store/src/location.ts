import path from 'node:path';

/**
 * Of what the kit remembers, in the folder where its reports go. A folder for each use: it has
 * one owner at a time, and an instructor grades while the room is open.
 */
export function storeFolder(out: string, use: 'grading' | 'room'): string {
  return path.join(out, '.store', use);
}

/** Of the PostgreSQL that DATABASE_URL names; an empty one names none. */
export function databaseUrl(): string | undefined {
  const { DATABASE_URL: url = '' } = process.env;
  return url === '' ? undefined : url;
}
