import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStore } from '@kit/store';
import { storeFolder } from '@kit/store/location';
import { hasPostgres, startPostgres } from '@kit/store/testing/postgres';
import type { Postgres } from '@kit/store/testing/postgres';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { joinRoom, post, standing } from './testing/learner.ts';
import type { TestLearner } from './testing/learner.ts';
import { startRoom } from './testing/room-process.ts';
import type { RoomProcess } from './testing/room-process.ts';

/** Two instructors, and what both have in common. */
let folder: string;
let rooms: RoomProcess[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rooms-'));
  rooms = [];
});
afterEach(async () => {
  await Promise.all(rooms.map((room) => room.kill('SIGKILL')));
  await rm(folder, { recursive: true });
});

async function open(
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<RoomProcess> {
  const room = await startRoom(folder, args, env);
  rooms.push(room);
  return room;
}

async function joined({ address }: RoomProcess, name: string): Promise<TestLearner> {
  const { origin, pathname } = new URL(address);
  const learner = await joinRoom(origin, pathname.slice(1), name);
  expect(await learner.tell(standing(['base-image'], 1))).toBe(200);
  return learner;
}

async function namesIn({ board }: RoomProcess): Promise<readonly string[]> {
  const { origin, hash } = new URL(board);
  const headers = { authorization: `Bearer ${hash.slice(1)}` };
  const saved = await fetch(`${origin}/api/board/session.csv`, { headers });
  return [...(await saved.text()).matchAll(/^(?!\ufeff?name)([^,\r\n]+),/gm)].map(
    ([, name = '']) => name,
  );
}

test('a folder has one room at a time, and is graded into meanwhile', async () => {
  await open();
  await expect(open()).rejects.toThrow('Another process is at work on');
  const grading = { schema: 'grading', migrations: {} };
  const location = { folder: storeFolder(folder, 'grading') };
  await (await openStore(location, grading, () => undefined)).close();
});

describe.skipIf(!hasPostgres)('on one PostgreSQL', () => {
  let postgres: Postgres;
  beforeEach(async () => {
    postgres = await startPostgres();
  });
  afterEach(() => postgres.stop());
  const at = (...args: readonly string[]) => open(args, { DATABASE_URL: postgres.url });

  test('two rooms keep apart; each goes on with its own, and forgets no other', async () => {
    const first = await at();
    const ada = await joined(first, 'Ada');
    await expect(at()).rejects.toThrow(
      /^Another `pnpm room` has the session of \d\d:\d\d open\. .*`--new`\.\n$/,
    );
    const second = await at('--new');
    expect(new URL(second.board).port).not.toBe(new URL(first.board).port);
    await joined(second, 'Grace');
    expect(await namesIn(first)).toEqual(['Ada']);
    expect(await namesIn(second)).toEqual(['Grace']);

    await second.kill('SIGKILL');
    const again = await at();
    expect([again.address, again.board]).toEqual([second.address, second.board]);
    expect(await namesIn(again)).toEqual(['Grace']);

    await expect(at('forget')).rejects.toThrow(
      'Forgotten: 0 sessions with 0 learners.\nOpen, and not touched: 2.',
    );
    const { origin, hash } = new URL(again.board);
    await post(`${origin}/api/board/forget`, {}, hash.slice(1));
    await expect.poll(again.said).toContain('the room is closed');
    expect(await ada.tell(standing(['base-image'], 1))).toBe(200);
    expect(await namesIn(first)).toEqual(['Ada']);

    await first.kill('SIGKILL');
    await expect(at('forget')).rejects.toThrow('Forgotten: 1 session with 1 learner.\n');
  });
});
