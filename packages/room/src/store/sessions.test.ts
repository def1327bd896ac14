import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStore } from '@kit/store';
import type { Store, StoreLocation } from '@kit/store';
import { hasPostgres, startPostgres } from '@kit/store/testing/postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newLearner } from '../learner.ts';
import { newSession } from '../session.ts';
import { roomTables } from './migrations.ts';
import {
  forgetLearner,
  forgetSessions,
  keep,
  learnersOf,
  sessionIds,
  sessionsSince,
} from './sessions.ts';
import type { Tables } from './tables.ts';

interface Place {
  readonly location: StoreLocation;
  readonly end: () => Promise<unknown>;
}

async function inFolder(): Promise<Place> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sessions-'));
  return { location: { folder }, end: () => rm(folder, { recursive: true }) };
}

async function onPostgres(): Promise<Place> {
  const postgres = await startPostgres();
  return {
    location: { folder: '', databaseUrl: postgres.url },
    end: () => postgres.stop(),
  };
}

const learner = (name: string) =>
  newLearner({ id: crypto.randomUUID(), name, number: 1, tokenHash: name }, 0);
const longAgo = new Date(0);

describe.each([
  ['in a folder', inFolder, true],
  ['on PostgreSQL', onPostgres, hasPostgres],
] as const)('sessions %s', (_, make, isHere) => {
  describe.skipIf(!isHere)('are', () => {
    let place: Place;
    let store: Store<Tables>;

    beforeAll(async () => {
      place = await make();
      store = await openStore<Tables>(place.location, roomTables, () => undefined);
    });
    afterAll(async () => {
      await store.close();
      await place.end();
    });

    test('kept with their learners, the newest of each; the last of a workshop is found', async () => {
      const { db } = store;
      const [first, second, other] = [
        newSession('sample', 1, 0),
        newSession('sample', 2, 0),
        newSession('other', 3, 0),
      ];
      for (const session of [first, second, other]) await keep(db, session, [], true);
      const ada = learner('Ada');
      expect(await keep(db, second, [ada, learner('Grace')])).toBe(true);
      expect(await keep(db, { ...second, begunAt: 7 }, [{ ...ada, seenAt: 5 }])).toBe(true);
      expect(await sessionsSince(db, 'sample', longAgo)).toEqual([
        { ...second, begunAt: 7 },
        first,
      ]);
      const learners = await learnersOf(db, second);
      expect(learners.find(({ name }) => name === 'Ada')?.seenAt).toBe(5);
      expect(learners).toHaveLength(2);
      expect(await learnersOf(db, first)).toEqual([]);
      expect(await sessionsSince(db, 'sample', new Date(Date.now() + 60_000))).toEqual([]);

      await forgetLearner(db, ada.id);
      expect(await learnersOf(db, second)).toHaveLength(1);
      expect(await forgetSessions(db, [second.id])).toEqual({ sessions: 1, learners: 1 });
      expect(await sessionsSince(db, 'sample', longAgo)).toEqual([first]);
      expect(await forgetSessions(db, await sessionIds(db))).toEqual({ sessions: 2, learners: 0 });
      expect(await sessionIds(db)).toEqual([]);
    });

    test('not written any more once they are forgotten', async () => {
      const session = newSession('sample', 1, 0);
      await keep(store.db, session, [], true);
      await forgetSessions(store.db, [session.id]);
      expect(await keep(store.db, session, [learner('Ada')])).toBe(false);
      expect(await forgetSessions(store.db, [])).toEqual({ sessions: 0, learners: 0 });
    });
  });
});

test('what is forgotten stands in no table’s file any more', async () => {
  const { location, end } = await inFolder();
  const store = await openStore<Tables>(location, roomTables, () => undefined);
  const session = newSession('sample', 1, 0);
  await keep(store.db, session, [learner('Rumpelstiltskin')], true);
  const tables = path.join(location.folder, 'database/base');
  await forgetSessions(store.db, [session.id]);
  await store.close();
  const files = await readdir(tables, { recursive: true, withFileTypes: true });
  const holding = [];
  for (const file of files.filter((each) => each.isFile())) {
    const content = await readFile(path.join(file.parentPath, file.name));
    if (content.includes('Rumpelstiltskin')) holding.push(file.name);
  }
  expect(holding).toEqual([]);
  await end();
});
