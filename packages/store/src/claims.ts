import type { Pool, PoolClient } from 'pg';

/** What one process alone works with, of a PostgreSQL that several use. */
export interface Claims {
  /** @returns false where another process has it. */
  readonly claim: (what: string) => Promise<boolean>;
  /** Lets go of all. */
  readonly release: () => void;
}

const againMs = 1_000;

/**
 * By locks of a connection that is kept for it: who is killed loses them with it. A PostgreSQL
 * that is started again has forgotten them, and is told once more.
 */
export function createClaims(pool: Pool): Claims {
  const claimed = new Set<string>();
  let connection: Promise<PoolClient> | undefined;
  let again: NodeJS.Timeout | undefined;
  let release = () => {};

  const connect = async (): Promise<PoolClient> => {
    const client = await pool.connect();
    const onEnd = () => {
      // The pool waits for those that it has given away.
      release();
      claimLater();
    };
    client.once('end', onEnd);
    release = () => {
      client.off('end', onEnd);
      client.release(true);
      release = () => {};
    };
    return client;
  };
  const lock = async (what: string): Promise<boolean> => {
    connection ??= connect();
    const client = await connection;
    const { rows } = await client.query<{ readonly claimed: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as claimed',
      [what],
    );
    return rows[0]?.claimed === true;
  };
  const claimLater = () => {
    connection = undefined;
    clearTimeout(again);
    again = setTimeout(() => void claimAgain(), againMs).unref();
  };
  const claimAgain = async (): Promise<void> => {
    try {
      for (const what of claimed) await lock(what);
    } catch {
      claimLater();
    }
  };

  return {
    async claim(what) {
      const isOurs = await lock(what);
      if (isOurs) claimed.add(what);
      return isOurs;
    },
    release() {
      clearTimeout(again);
      claimed.clear();
      release();
    },
  };
}
