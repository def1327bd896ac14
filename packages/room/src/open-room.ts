import path from 'node:path';
import type { Workshop } from '@kit/checker';
import { pageFiles } from '@kit/presentation/live';
import { UsageError } from '@kit/terminal';
import { boardOf } from './board.ts';
import type { BoardState, Door } from './board-state.ts';
import { doorOf } from './door.ts';
import { sessionAsCsv, sessionAsPage } from './exports.ts';
import { createKeeper } from './keeper.ts';
import { createRoom } from './room.ts';
import { startRoomServer } from './server.ts';
import type { RoomServer, RoomServerRequest } from './server.ts';
import { newSession, timeOf } from './session.ts';
import type { Session } from './session.ts';
import type { PlanOptions } from './options.ts';
import { minutesOf } from './statistics.ts';
import {
  forgetLearner,
  forgetSessions,
  keep,
  learnersOf,
  sessionsSince,
} from './store/sessions.ts';
import type { Database } from './store/sessions.ts';

export interface OpenRoomRequest {
  readonly db: Database;
  /** @returns false where another room is open with the session of this id. */
  readonly claim: (id: string) => Promise<boolean>;
  readonly workshop: Workshop;
  readonly plan: PlanOptions;
  readonly port?: number;
  readonly address?: string;
  /** A session of its own, whatever was before. */
  readonly new: boolean;
  readonly onTrouble: (error: Error) => void;
  /** Told when the session has been forgotten: the room is to be closed. */
  readonly onForgotten: () => void;
}

export interface OpenRoom {
  readonly door: Door;
  /** `http://127.0.0.1:4700/board#secret` */
  readonly board: string;
  /** How many learners were in it before. */
  readonly known: number;
  readonly openedAt: number;
  close(): Promise<void>;
}

const usualPort = 4700;
/** Of a step, where its author says nothing. */
const usualMinutes = 5;
/** A class that goes on after lunch is the same; tomorrow's is another. */
const sameSessionMs = 12 * 3_600_000;
/** Not faster than eyes can follow. */
const frameMs = 200;
/** Minutes pass, and laptops fall asleep, though nothing is said. */
const lookMs = 1_000;

/** Opens the room: goes on with the session of today, where there is one. */
export async function openRoom(request: OpenRoomRequest): Promise<OpenRoom> {
  const { db, workshop, onTrouble, onForgotten } = request;
  const steps = workshop.steps.map(({ id, title, minutes = usualMinutes }) => ({
    id,
    title,
    minutes,
  }));
  const plan = { minutes: minutesOf(steps), ...request.plan };
  const found = request.new ? undefined : await findSession(request);
  const before = found ?? newSession(workshop.name, request.port ?? usualPort, Date.now());
  const learners = found === undefined ? [] : await learnersOf(db, found);
  if (found === undefined) await request.claim(before.id);

  const room = createRoom({
    session: before,
    learners,
    onChange: (learner) => {
      keeper.note(learner);
      sendSoon();
    },
  });
  let port = request.port ?? before.port;
  const sessionNow = () => ({ ...room.session, port });
  const keeper = createKeeper({
    session: sessionNow,
    keep: (session, changed) => keep(db, session, changed),
    onForgotten,
    onTrouble,
  });
  let door: Door | undefined;
  const stateOf = (isNamed: boolean): BoardState =>
    boardOf({
      title: workshop.title,
      session: room.session,
      door: (door ??= doorOf(request.address, port, room.session.code)),
      steps,
      learners: room.learners,
      plan,
      isNamed,
      now: Date.now(),
    });

  const server = await listenOn(
    { isChosen: request.port !== undefined, isKnown: found !== undefined, port },
    {
      room,
      steps: new Set(steps.map(({ id }) => id)),
      files: await pageFiles(path.join(import.meta.dirname, '../page')),
      hosts: request.address === undefined ? [] : [request.address],
      board: stateOf,
      settled: () => keeper.settled(),
      exports: new Map([
        ['session.csv', () => sessionAsCsv(room.learners, steps, Date.now())],
        ['session.html', () => sessionAsPage(stateOf(true))],
      ]),
      actions: new Map<string, (body: unknown) => void | Promise<void>>([
        ['begin', () => room.begin()],
        [
          'remove',
          async (body) => {
            const { learner } = (body ?? {}) as { readonly learner?: unknown };
            if (typeof learner !== 'string' || !room.remove(learner)) return;
            await keeper.settled();
            await forgetLearner(db, learner);
          },
        ],
        [
          'forget',
          async () => {
            await keeper.close();
            await forgetSessions(db, [room.session.id]);
            onForgotten();
          },
        ],
      ]),
    },
  );
  ({ port } = server);
  await keep(db, sessionNow(), [], found === undefined);

  let sent = '';
  let frame: NodeJS.Timeout | undefined;
  const send = () => {
    frame = undefined;
    const state = JSON.stringify({ ...stateOf(true), at: 0 });
    if (state === sent) return;
    sent = state;
    server.send();
  };
  const sendSoon = () => {
    frame ??= setTimeout(send, frameMs);
  };
  const looking = setInterval(sendSoon, lookMs);
  return {
    door: stateOf(true).door,
    board: `http://127.0.0.1:${port}/board#${room.session.secret}`,
    known: learners.length,
    openedAt: before.openedAt,
    async close() {
      clearInterval(looking);
      clearTimeout(frame);
      await server.close();
      await keeper.close();
    },
  };
}

/**
 * The session of today that was used last, of those that no other room has open.
 * @throws UsageError where all of them are open.
 */
async function findSession({ db, workshop, claim }: OpenRoomRequest): Promise<Session | undefined> {
  const since = new Date(Date.now() - sameSessionMs);
  const sessions = await sessionsSince(db, workshop.name, since);
  for (const session of sessions) if (await claim(session.id)) return session;
  const [last] = sessions;
  if (last === undefined) return undefined;
  throw new UsageError(
    `Another \`pnpm room\` has the session of ${timeOf(last.openedAt)} open. End that one to go on with it here, or begin another session with \`--new\`.`,
  );
}

interface WantedPort {
  readonly port: number;
  /** By the instructor. */
  readonly isChosen: boolean;
  /** Learners have it already. */
  readonly isKnown: boolean;
}

async function listenOn(
  { port, isChosen, isKnown }: WantedPort,
  request: Omit<RoomServerRequest, 'port'>,
): Promise<RoomServer> {
  try {
    return await startRoomServer({ ...request, port });
  } catch (cause) {
    const isTaken = (cause as NodeJS.ErrnoException).code === 'EADDRINUSE';
    if (!isChosen && !isKnown && isTaken) return startRoomServer({ ...request, port: 0 });
    const remedy = isKnown
      ? 'The learners of this session know the room by it: end what has it, or begin another session with `--new`.'
      : 'Without `--port` a free one is found.';
    throw new UsageError(
      `Port ${port} ${isTaken ? 'is taken' : 'cannot be served on'}. ${remedy}`,
      { cause },
    );
  }
}
