import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BoardState } from './board-state.ts';
import { createRoom } from './room.ts';
import type { Room } from './room.ts';
import { startRoomServer } from './server.ts';
import type { RoomServer } from './server.ts';
import { newSession } from './session.ts';
import { joinRoom, post, standing } from './testing/learner.ts';

const ids = ['one', 'two'];
let room: Room;
let server: RoomServer;
let origin: string;
let acted: unknown[];

beforeEach(async () => {
  acted = [];
  room = createRoom({
    session: newSession('sample', 0, 0),
    learners: [],
    onChange: () => undefined,
  });
  const html = { type: 'text/html; charset=utf-8', content: '<p>page' };
  server = await startRoomServer({
    port: 0,
    room,
    steps: new Set(ids),
    files: new Map([
      ['/index.html', html],
      ['/assets/a.css', { type: 'text/css', content: 'a{}' }],
    ]),
    hosts: ['lectern.example'],
    board: (isNamed) => ({ isNamed, count: room.learners.length }) as unknown as BoardState,
    settled: () => Promise.resolve(),
    exports: new Map([['session.csv', () => ({ type: 'text/csv', content: 'a,b' })]]),
    actions: new Map([['begin', (body) => void acted.push(body)]]),
  });
  origin = `http://127.0.0.1:${server.port}`;
});

afterEach(() => server.close());

const join = (name: string) => joinRoom(origin, room.session.code, name, 'sample');
const asInstructor = () => ({ authorization: `Bearer ${room.session.secret}` });

interface Answer {
  readonly status: number | undefined;
  readonly body: string;
}

/** `fetch` lets nobody choose Host and Origin. */
function ask(path: string, headers: Record<string, string>, method = 'GET'): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  request(origin + path, { method, headers }, (answer) => {
    let body = '';
    answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    answer.on('end', () => {
      resolve({ status: answer.statusCode, body });
    });
  })
    .on('error', reject)
    .end();
  return promise;
}

describe('learners', () => {
  test('come in with the code, and speak with their own token', async () => {
    const ada = await join('Ada');
    expect(await ada.tell(standing(ids, 1))).toBe(200);
    expect(room.learners[0]?.steps.one?.status).toBe('passed');
    expect(await post(`${origin}/api/leave`, {}, ada.token)).toEqual([200, {}]);
    expect(room.learners[0]?.hasLeft).toBe(true);
  });

  test.each([
    ['join', { code: 'WRONG2', name: 'Eve', workshop: 'sample' }, 403, 'code'],
    ['join', { name: 'Eve' }, 400, 'body'],
    ['join', '{', 400, 'body'],
    ['join', '[]', 400, 'body'],
    ['join', 'null', 400, 'body'],
    ['told', standing(ids, 2), 401, 'token'],
    ['told', '{', 401, 'token'],
    ['leave', {}, 401, 'token'],
  ])('%s with %j and a token of no learner is refused', async (what, body, status, refused) => {
    const answer = await post(`${origin}/api/${what}`, body, randomUUID());
    expect(answer).toEqual([status, { refused }]);
    expect(room.learners).toEqual([]);
  });

  test.each(['', 'short', 'x'.repeat(65), `${'x'.repeat(31)} `])(
    'a token that could be guessed is refused: %j',
    async (token) => {
      const joining = { code: room.session.code, name: 'Eve', workshop: 'sample' };
      const answer = await post(`${origin}/api/join`, joining, token);
      expect(answer).toEqual([400, { refused: 'body' }]);
    },
  );

  test.each([
    { steps: [{ id: 'three', status: 'passed' }] },
    { steps: [{ id: '__proto__', status: 'passed' }] },
    { steps: [{ id: 'one', status: 'won' }] },
    { steps: 'one' },
    { steps: [], dockerfile: 'x'.repeat(16 * 1024 + 1) },
    { steps: [], trouble: 'x'.repeat(64 * 1024) },
  ])('what no kit says is refused: %j', async (body) => {
    const { token } = await join('Ada');
    const answer = await post(`${origin}/api/told`, body, token);
    expect(answer).toEqual([400, { refused: 'body' }]);
    expect(room.learners[0]?.steps).toEqual({});
  });

  test('are text: cut, on one line, without what steers a terminal or turns text around', async () => {
    const { name } = await join(`\u001b[31mEve\n\u202e${'x'.repeat(100)}`);
    expect(name).toBe(`Eve \ufffd${'x'.repeat(34)}…`);
    const eve = await join('Eve');
    await eve.tell(
      standing(ids, 0, `\u001b]0;title\u0007<b>bold</b>\r\n\u0000${'y'.repeat(9_999)}`),
    );
    const message = room.learners[1]?.steps.one?.problems[0]?.message;
    expect(message).toMatch(/^<b>bold<\/b>\n y+…$/);
    expect(message).toHaveLength(600);
    await expect(join('\u200b\n ')).resolves.toMatchObject({ name: '\ufffd' });
    await expect(join('  \n ')).rejects.toThrow('HTTP 422');
  });

  test('read nothing: neither another’s state nor the board', async () => {
    const ada = await join('Ada');
    for (const token of [ada.token, room.session.code, '']) {
      const headers = { authorization: `Bearer ${token}` };
      for (const what of ['events', 'events-without-names', 'session.csv', 'begin', 'x']) {
        expect(await ask(`/api/board/${what}`, headers)).toMatchObject({ status: 401 });
        expect(await ask(`/api/board/${what}`, headers, 'POST')).toMatchObject({ status: 401 });
      }
    }
    expect(await ask('/api/told', { authorization: `Bearer ${ada.token}` })).toMatchObject({
      status: 404,
    });
    expect(acted).toEqual([]);
  });

  test('who says too much is not listened to for a while; the others are', async () => {
    const [eve, ada] = [await join('Eve'), await join('Ada')];
    const answers = await Promise.all(Array.from({ length: 60 }, () => eve.tell(standing(ids, 0))));
    expect(answers.filter((status) => status === 429).length).toBeGreaterThan(20);
    expect(await ada.tell(standing(ids, 1))).toBe(200);
  });

  test('who guesses codes is stopped', async () => {
    const guess = (index: number) =>
      post(
        `${origin}/api/join`,
        { code: `AAAA${index}`, name: 'Eve', workshop: 'sample' },
        randomUUID(),
      );
    const answers = await Promise.all(Array.from({ length: 60 }, (_, index) => guess(index)));
    expect(answers.filter(([status]) => status === 429).length).toBeGreaterThan(20);
    // Others behind the same address are let in.
    expect((await join('Ada')).name).toBe('Ada');
  });
});

test('who floods the room keeps out neither the learners nor the board of the same address', async () => {
  const ada = await join('Ada');
  const flood = () => Promise.all(Array.from({ length: 100 }, () => ask('/', {})));
  let last: readonly Answer[] = [];
  for (let round = 0; round < 40 && !last.some(({ status }) => status === 429); round += 1) {
    last = await flood();
  }
  expect(last.some(({ status }) => status === 429)).toBe(true);
  expect(await ada.tell(standing(ids, 1))).toBe(200);
  expect(await ask('/api/board/session.csv', asInstructor())).toMatchObject({ status: 200 });
});

test('who joins again and again under other names is stopped', async () => {
  const answers = await Promise.all(
    Array.from({ length: 300 }, (_, index) => join(`${index}`).catch(() => 'stopped')),
  );
  expect(answers.filter((answer) => answer === 'stopped').length).toBeGreaterThan(20);
});

test('connections that say nothing make room for others', async () => {
  const ada = await join('Ada');
  const { port } = server;
  const silent = Array.from({ length: 600 }, () => connect({ port, host: '127.0.0.1' }));
  const ended = silent.map((each) =>
    once(
      each.resume().on('error', () => undefined),
      'close',
    ),
  );
  await Promise.all(ended.slice(0, 50));
  expect((await join('Grace')).name).toBe('Grace');
  expect(await ada.tell(standing(ids, 1))).toBe(200);
});

describe('the board', () => {
  test('is the instructor’s: what happens, with names or without', async () => {
    for (const [what, isNamed] of [
      ['events', true],
      ['events-without-names', false],
    ] as const) {
      const answer = await fetch(`${origin}/api/board/${what}`, { headers: asInstructor() });
      const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
      expect(await reader?.read()).toMatchObject({
        value: `data: ${JSON.stringify({ isNamed, count: 0 })}\n\n`,
      });
      await join('Ada');
      room.remove(room.learners[0]?.id ?? '');
      server.send();
      expect(await reader?.read()).toMatchObject({
        value: `data: ${JSON.stringify({ isNamed, count: 0 })}\n\n`,
      });
      await reader?.cancel();
    }
  });

  test('saves files, and gives orders', async () => {
    const saved = await ask('/api/board/session.csv', asInstructor());
    expect(saved).toEqual({ status: 200, body: 'a,b' });
    const [status] = await post(`${origin}/api/board/begin`, { a: 1 }, room.session.secret);
    expect([status, acted]).toEqual([204, [{ a: 1 }]]);
    expect(await ask('/api/board/constructor', asInstructor(), 'POST')).toMatchObject({
      status: 405,
    });
    expect(await ask('/api/board/constructor', asInstructor())).toMatchObject({ status: 404 });
  });
});

describe('pages', () => {
  test.each([
    ['/board', 200, /^<p>page$/],
    ['/assets/a.css', 200, /^a\{\}$/],
    ['/', 200, /--room http:\/\/127\.0\.0\.1:\d+\/CODE --as NAME/],
    ['/K7M2QX', 200, /--room http:\/\/127\.0\.0\.1:\d+\/K7M2QX --as NAME/],
    ['/index.htm', 404, /^404/],
    ['/../package.json', 404, /^404/],
    ['/%3Cscript%3E', 404, /^404/],
    ['//example.org/', 404, /^404/],
  ])('GET %s', async (path, status, body) => {
    const answer = await ask(path, {});
    expect(answer.status).toBe(status);
    expect(answer.body).toMatch(body);
  });

  test('the door’s page tells not whether a code is right', async () => {
    const [right, wrong] = [await ask(`/${room.session.code}`, {}), await ask('/AAAAAA', {})];
    expect(right.body.replaceAll(room.session.code, 'AAAAAA')).toBe(wrong.body);
  });

  test.each([
    ['192.168.1.20', 200],
    ['[::1]', 200],
    ['localhost', 200],
    ['lectern.example', 200],
    ['evil.example', 403],
    ['lectern.example.evil.example', 403],
    ['a b', 403],
  ])('by the name %s: %i', async (name, status) => {
    expect(await ask('/', { host: `${name}:4700` })).toMatchObject({ status });
  });

  test('a page of another site can send nothing', async () => {
    const headers = { origin: 'http://evil.example', ...asInstructor() };
    expect(await ask('/api/board/begin', headers, 'POST')).toMatchObject({ status: 403 });
    expect(await ask('/api/join', headers, 'POST')).toMatchObject({ status: 403 });
    const own = { origin, ...asInstructor() };
    expect(await ask('/api/board/begin', own, 'POST')).toMatchObject({ status: 204 });
  });
});
