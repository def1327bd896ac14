import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LoopState } from '../loop/loop-state.ts';
import { openRoomLink } from './room-link.ts';
import type { RoomLink } from './room-link.ts';
import { roomLine } from './room-line.ts';

/** A learner's link to a room that answers as the test has it. */
let home: string;
let server: Server;
let port = 0;
let heard: { readonly path: string; readonly token: string; readonly body: unknown }[];
let answer: (path: string, asked: IncomingMessage) => readonly [number, object?];
let link: RoomLink | undefined;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'rooms-'));
  vi.stubEnv('WORKSHOP_PROGRESS_HOME', home);
  heard = [];
  answer = (what) => [200, { name: what === '/api/join' ? 'Ada (2)' : 'Ada' }];
  await open(0);
  port = (server.address() as AddressInfo).port;
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await link?.close();
  link = undefined;
  await shut();
  await rm(home, { recursive: true });
});

async function open(at: number): Promise<void> {
  server = createServer((asked, told) => {
    void json(asked).then((body) => {
      const token = asked.headers.authorization ?? '';
      const what = asked.url ?? '';
      heard.push({ path: what, token, body });
      const [status, said] = answer(what, asked);
      told.writeHead(status).end(said === undefined ? '' : JSON.stringify(said));
    });
  }).listen(at, '127.0.0.1');
  await once(server, 'listening');
}

async function shut(): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, 'close').catch(() => undefined);
}

function start(name = 'Ada', directory = '/app'): RoomLink {
  const address = { origin: `http://127.0.0.1:${port}`, code: 'K7M2QX' };
  const request = { address, name, offersFile: false };
  link = openRoomLink(request, 'containerize-python', directory, () => undefined);
  return link;
}

/** So many steps passed. */
function standing(passed: number): LoopState {
  const steps = ['one', 'two', 'three'].map((id, index) =>
    index < passed
      ? { id, title: id, status: 'passed', durationMs: 1, diagnostics: [] }
      : { id, title: id, status: 'waiting' },
  );
  return { steps } as unknown as LoopState;
}

const soon = (look: () => unknown) => expect.poll(look, { timeout: 20_000 });
/** Each once. */
const tokens = () => [...new Set(heard.map(({ token }) => token))];
const told = () =>
  heard
    .filter(({ path }) => path === '/api/told')
    .map(({ body }) => (body as { steps: { status: string }[] }).steps)
    .map((steps) => steps.filter(({ status }) => status === 'passed').length);

test('joins with the code, tells what is new with the token, and says goodbye', async () => {
  const { tell, close } = start();
  tell(standing(1));
  await soon(() => link?.status).toEqual({ kind: 'in', name: 'Ada' });
  tell(standing(2));
  tell(standing(2));
  await soon(told).toEqual([1, 2]);
  await close();
  // What the room heard, and had no time to answer, it is told once more on leaving.
  const calls = heard.map(({ path, token, body }) => `${path} ${token} ${JSON.stringify(body)}`);
  const heardOnce = heard.filter((_, index) => calls[index] !== calls[index - 1]);
  expect(heardOnce.map(({ path }) => path)).toEqual([
    '/api/join',
    '/api/told',
    '/api/told',
    '/api/leave',
  ]);
  expect(tokens()).toEqual([expect.stringMatching(/^Bearer [\w-]{32}$/)]);
  expect(heard[0]?.body).toEqual({ code: 'K7M2QX', name: 'Ada', workshop: 'containerize-python' });
});

test('many changes at once are one message, the newest', async () => {
  const { tell } = start();
  tell(standing(0));
  await soon(told).toEqual([0]);
  for (const passed of [1, 2, 1, 3]) tell(standing(passed));
  await soon(told).toEqual([0, 3]);
});

test('a room that goes away is told the newest once it is back', async () => {
  const { tell } = start();
  tell(standing(1));
  await soon(told).toEqual([1]);
  await shut();
  tell(standing(2));
  await soon(() => link?.status.kind).toBe('unreachable');
  tell(standing(3));
  await open(port);
  await soon(told).toEqual([1, 3]);
  expect(link?.status.kind).toBe('in');
});

test('who starts again is the same learner; in another folder it is another one', async () => {
  start().tell(standing(1));
  await soon(told).toEqual([1]);
  await link?.close();
  start().tell(standing(2));
  await soon(() => told().at(-1)).toEqual(2);
  expect(tokens()).toHaveLength(1);
  await link?.close();
  start('Ada', '/other').tell(standing(2));
  await soon(() => tokens().length).toBe(2);
});

test('a room that let the learner in, and whose answer was lost, is asked again by the same one', async () => {
  let isLost = true;
  answer = (what, { socket }) => {
    if (isLost && what === '/api/join') socket.destroy();
    isLost = false;
    return [200, { name: 'Ada' }];
  };
  start().tell(standing(1));
  await soon(told).toEqual([1]);
  expect(heard.filter(({ path }) => path === '/api/join')).toHaveLength(2);
  expect(tokens()).toHaveLength(1);
});

test('whom the room does not know any more joins again', async () => {
  let isKnown = false;
  answer = (what) => {
    isKnown ||= what === '/api/join';
    return isKnown ? [200, { name: 'Ada' }] : [401, { refused: 'token' }];
  };
  const { tell } = start();
  tell(standing(1));
  await soon(told).toEqual([1]);
  isKnown = false;
  tell(standing(2));
  await soon(told).toEqual([1, 2, 2]);
  expect(link?.status.kind).toBe('in');
  answer = (what) =>
    what === '/api/join' ? [403, { refused: 'code' }] : [401, { refused: 'token' }];
  tell(standing(3));
  await soon(() => link?.status).toEqual({ kind: 'refused', why: 'code' });
});

test.each([
  [
    403,
    { refused: 'code' },
    'The room does not take this code; ask your instructor for the one of today. You go on without it.',
  ],
  [
    409,
    { refused: 'workshop' },
    'The room teaches another workshop; choose it with `--workshop`. You go on without it.',
  ],
  [
    503,
    { refused: 'full' },
    'The room cannot be reached just now. Go on: it hears how you stand once it can.',
  ],
  [
    200,
    undefined,
    'The room cannot be reached just now. Go on: it hears how you stand once it can.',
  ],
  [
    302,
    undefined,
    'The room cannot be reached just now. Go on: it hears how you stand once it can.',
  ],
])('an answer of %i, %j is told in one line', async (status, said, line) => {
  answer = () => (said === undefined ? [status] : [status, said]);
  start().tell(standing(1));
  await soon(() => roomLine(link?.status ?? { kind: 'joining' })?.text).toBe(line);
});
