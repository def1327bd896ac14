import { existsSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasPostgres, startPostgres } from './postgres.ts';
import type { Postgres } from './postgres.ts';

const sleepers =
  "SELECT pid FROM pg_stat_activity WHERE query ~ 'pg_sleep' AND pid <> pg_backend_pid()";

describe.skipIf(!hasPostgres)('a PostgreSQL for tests', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
    await ask('CREATE TABLE kept (word text)');
  });
  afterAll(() => postgres.stop());

  async function ask(sql: string): Promise<readonly unknown[]> {
    const client = new pg.Client(postgres.url);
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it.each(['ended in order', 'killed'] as const)('keeps what was written when %s', async (how) => {
    await ask(`INSERT INTO kept VALUES ('${how}')`);
    if (how === 'killed') {
      const asleep = expect(ask('SELECT pg_sleep(60)')).rejects.toThrow('Connection terminated');
      await expect.poll(() => ask(sleepers)).toHaveLength(1);
      await postgres.kill();
      await asleep;
      await expect(ask('SELECT 1')).rejects.toThrow('ECONNREFUSED');
    }
    await postgres.restart();
    expect(await ask(`SELECT word FROM kept WHERE word = '${how}'`)).toEqual([{ word: how }]);
  });

  it('takes nobody without the password', async () => {
    const { port } = new URL(postgres.url);
    const stranger = new pg.Client({
      host: '127.0.0.1',
      port: Number(port),
      user: 'postgres',
      password: 'guessed',
    });
    await expect(stranger.connect()).rejects.toThrow('password authentication failed');
  });

  it('leaves nothing', async () => {
    const other = await startPostgres();
    const client = new pg.Client(other.url);
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    const folder = rows[0]?.data_directory ?? '/';
    expect(existsSync(folder)).toBe(true);
    await client.end();
    await other.stop();
    expect(existsSync(folder)).toBe(false);
  });
});
