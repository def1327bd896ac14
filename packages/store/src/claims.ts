import type { Pool, PoolClient } from 'pg';

/** What one process alone works with, of a PostgreSQL that several use. */
export interface Claims {
  /** @returns false where another process has it. */
  readonly claim: (what: string) => Promise<boolean>;
  /** Lets go of all. */
  readonly release: () => void;
}

/** By locks of a connection that is kept for it: who is killed loses them with it. */
export function createClaims(pool: Pool): Claims {
  let connection: Promise<PoolClient> | undefined;
  let release = () => {};
  return {
    async claim(what) {
      connection ??= pool.connect();
      const client = await connection;
      release = () => client.release(true);
      const { rows } = await client.query<{ readonly claimed: boolean }>(
        'select pg_try_advisory_lock(hashtextextended($1, 0)) as claimed',
        [what],
      );
      return rows[0]?.claimed === true;
    },
    release: () => release(),
  };
}
