import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from './store.ts';
import type { StoreLocation, StoreUser } from './store.ts';
import { hasPostgres, startPostgres } from './testing/postgres.ts';
import type { Postgres } from './testing/postgres.ts';

interface Tables {
  kept: { word: string };
}

/** Two users, whose tables have the same name. */
const users: readonly StoreUser[] = ['one', 'other'].map((schema) => ({
  schema,
  migrations: {
    '2026-01-01-first': {
      async up(db: Kysely<unknown>) {
        await db.schema.createTable('kept').addColumn('word', 'text').execute();
      },
    },
  },
}));

const open = (location: StoreLocation, user: StoreUser) =>
  openStore<Tables>(location, user, () => undefined);

async function keepAndRead(location: StoreLocation): Promise<readonly string[]> {
  for (const user of users) {
    const store = await open(location, user);
    await store.db.insertInto('kept').values({ word: user.schema }).execute();
    await store.close();
  }
  const words: string[] = [];
  for (const user of users) {
    const store = await open(location, user);
    for (const { word } of await store.db.selectFrom('kept').selectAll().execute()) {
      words.push(word);
    }
    await store.close();
  }
  return words;
}

describe('in a folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'store-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('each user finds what it kept, and nothing of the other', async () => {
    expect(await keepAndRead({ folder })).toEqual(['one', 'other']);
  });

  test('one owner at a time, until it ends, however it ends', async () => {
    const lock = path.join(import.meta.dirname, 'folder-lock.ts');
    const program = `const { lockFolder } = await import(${JSON.stringify(lock)});
      lockFolder(${JSON.stringify(folder)}); console.log('locked'); setInterval(() => {}, 1000);`;
    const owner = spawn(process.execPath, ['--input-type=module', '--eval', program]);
    await once(owner.stdout, 'data');
    const [user] = users as [StoreUser];
    await expect(open({ folder }, user)).rejects.toThrow(
      `Another process is at work on \`${folder}\`. Wait for it, end it, or give this one another folder with \`--out\`.`,
    );
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    await (await open({ folder }, user)).close();
  });
});

describe.skipIf(!hasPostgres)('on PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  test('each user finds what it kept, and nothing of the other', async () => {
    const location = { folder: '', databaseUrl: postgres.url };
    expect(await keepAndRead(location)).toEqual(['one', 'other']);
  });

  test('what one process has claimed no other one can, until it ends', async () => {
    const location = { folder: '', databaseUrl: postgres.url };
    const [user] = users as [StoreUser];
    const [first, other] = [await open(location, user), await open(location, user)];
    expect(await first.claim('a')).toBe(true);
    expect(await other.claim('a')).toBe(false);
    expect(await other.claim('b')).toBe(true);
    await first.close();
    await expect.poll(() => other.claim('a')).toBe(true);
    await other.close();
  });

  test('what was claimed stays so, though PostgreSQL is started again', async () => {
    const location = { folder: '', databaseUrl: postgres.url };
    const [user] = users as [StoreUser];
    const first = await open(location, user);
    expect(await first.claim('a')).toBe(true);
    await postgres.kill();
    await postgres.restart();
    // Whoever asks meanwhile may have it: that long it is let claim it again.
    await sleep(3_000);
    const other = await open(location, user);
    expect(await other.claim('a')).toBe(false);
    await first.close();
    await expect.poll(() => other.claim('a')).toBe(true);
    await other.close();
  });

  test('one that does not answer is told of in a sentence', async () => {
    const location = { folder: '', databaseUrl: 'postgres://nobody@127.0.0.1:1/none' };
    const [user] = users as [StoreUser];
    await expect(open(location, user)).rejects.toThrow(
      /^PostgreSQL cannot be used as DATABASE_URL says: .*127\.0\.0\.1:1\. Start it/,
    );
  });
});
