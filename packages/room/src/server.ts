import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createFollowers,
  headersWith,
  isOwnHost,
  listen,
  refuse,
  stop,
} from '@kit/presentation/live';
import type { BuiltFile } from '@kit/presentation/live';
import type { Refusal } from '@kit/verify/room';
import type { BoardState } from './board-state.ts';
import { joinPage } from './join-page.ts';
import { rateLimit } from './rate-limit.ts';
import { readJoining, readJson, readTold } from './read-body.ts';
import type { Room } from './room.ts';
import { boundStrangers } from './strangers.ts';

export interface RoomServerRequest {
  /** 0 for a free one. */
  readonly port: number;
  readonly room: Room;
  /** Ids of the workshop's steps. */
  readonly steps: ReadonlySet<string>;
  /** What the browser loads, by path. */
  readonly files: ReadonlyMap<string, BuiltFile>;
  /** Names of this machine besides its own. */
  readonly hosts: readonly string[];
  readonly board: (isNamed: boolean) => BoardState;
  /** Resolves once what has changed is written down. */
  readonly settled: () => Promise<void>;
  /** By name: what a board can save as a file. */
  readonly exports: ReadonlyMap<string, () => BuiltFile>;
  /** By name: what a board can ask for. */
  readonly actions: ReadonlyMap<string, (body: unknown) => void | Promise<void>>;
}

export interface RoomServer {
  readonly port: number;
  /** Sends the boards what is new. */
  send(): void;
  close(): Promise<void>;
}

/** Every network of the machine. */
const everywhere = '0.0.0.0';
const headers = headersWith();
const timeoutMs = 10_000;
const mostStrangers = 500;
const mostConnections = 2_000;

const statuses: Readonly<Record<Refusal, number>> = {
  address: 403,
  body: 400,
  code: 403,
  full: 503,
  name: 422,
  token: 401,
  'too-many': 429,
  workshop: 409,
};

/** Everything that can be asked of it needs the code, a learner's token, or the secret. */
export async function startRoomServer(request: RoomServerRequest): Promise<RoomServer> {
  const { room, board, settled } = request;
  const named = createFollowers(() => board(true));
  const nameless = createFollowers(() => board(false));
  const ofAddress = rateLimit({ burst: 1_000, perSecond: 300 });
  // A whole class may come from one address.
  const ofJoins = rateLimit({ burst: 250, perSecond: 0.5 });
  const ofWrongCodes = rateLimit({ burst: 30, perSecond: 0.5 });
  const ofLearner = rateLimit({ burst: 30, perSecond: 4 });

  const join = async (asked: IncomingMessage, from: string): Promise<object | Refusal> => {
    const token = tokenOf(asked);
    const joining = readJoining(await readJson(asked));
    if (joining === undefined || !isToken(token)) return 'body';
    const limit = room.isCode(joining.code) ? ofJoins : ofWrongCodes;
    if (!limit.allows(from, Date.now())) return 'too-many';
    const joined = room.join(token, joining);
    // Who is in is in for good.
    if (typeof joined !== 'string') await settled();
    return joined;
  };
  const hear = async (asked: IncomingMessage): Promise<object | Refusal> => {
    const token = tokenOf(asked);
    if (!room.knows(token)) return 'token';
    if (!ofLearner.allows(token, Date.now())) return 'too-many';
    const told = readTold(await readJson(asked), request.steps);
    return told === undefined ? 'body' : room.hear(token, told);
  };
  const leave = (asked: IncomingMessage): object | Refusal => room.leave(tokenOf(asked)) ?? {};

  const ofLearners = async (
    what: string,
    asked: IncomingMessage,
    answer: ServerResponse,
    from: string,
  ): Promise<void> => {
    const said =
      what === 'join'
        ? await join(asked, from)
        : what === 'told'
          ? await hear(asked)
          : leave(asked);
    if (typeof said !== 'string') {
      sendJson(answer, 200, said);
      return;
    }
    // What else it sends is not listened to.
    if (said === 'body') answer.setHeader('connection', 'close');
    sendJson(answer, statuses[said], { refused: said });
  };

  const ofBoard = async (
    what: string,
    asked: IncomingMessage,
    answer: ServerResponse,
  ): Promise<void> => {
    if (!room.isSecret(tokenOf(asked))) {
      refuse(answer, 401);
      return;
    }
    const action = request.actions.get(what);
    if (asked.method === 'POST' && action !== undefined) {
      await action(await readJson(asked));
      answer.writeHead(204).end();
    } else if (asked.method !== 'GET') refuse(answer, 405);
    else if (what === 'events') named.add(answer);
    else if (what === 'events-without-names') nameless.add(answer);
    else sendFile(answer, request.exports.get(what)?.());
  };

  const respond = async (asked: IncomingMessage, answer: ServerResponse): Promise<void> => {
    for (const [name, value] of headers) answer.setHeader(name, value);
    const from = asked.socket.remoteAddress ?? '';
    const { host, origin } = asked.headers;
    const isFromElsewhere = origin !== undefined && origin !== `http://${host ?? ''}`;
    if (!isOwnHost(host, request.hosts) || isFromElsewhere) {
      refuseAddress(answer);
      return;
    }
    // Who belongs here is not kept out by others at the same address.
    const token = tokenOf(asked);
    if (room.knows(token) || room.isSecret(token)) strangers.recognise(asked.socket);
    else if (!ofAddress.allows(from, Date.now())) {
      sendJson(answer, 429, { refused: 'too-many' });
      return;
    }
    const [path = '/'] = (asked.url ?? '/').split('?');
    if (path.startsWith('/api/board/')) return ofBoard(path.slice(11), asked, answer);
    if (asked.method === 'POST' && /^\/api\/(join|told|leave)$/.test(path)) {
      return ofLearners(path.slice(5), asked, answer, from);
    }
    if (asked.method !== 'GET') {
      refuse(answer, 405);
      return;
    }
    const file = path === '/board' ? '/index.html' : path;
    if (request.files.has(file) && path !== '/') {
      sendFile(answer, request.files.get(file));
      return;
    }
    if (!/^\/\w{0,12}$/.test(path)) {
      refuse(answer, 404);
      return;
    }
    sendFile(answer, joinPage(`http://${host ?? ''}`, path.slice(1), styleOf(request.files)));
  };

  const server = createServer({ connectionsCheckingInterval: 1_000 }, (asked, answer) => {
    respond(asked, answer).catch(() => {
      // It hung up in the middle, or the disk is full.
      if (answer.headersSent) answer.destroy();
      else refuse(answer, 500);
    });
  });
  Object.assign(server, { requestTimeout: timeoutMs, headersTimeout: timeoutMs });
  server.keepAliveTimeout = 3 * timeoutMs;
  server.maxConnections = mostConnections;
  const strangers = boundStrangers(server, mostStrangers);
  await listen(server, request.port, everywhere);
  return {
    port: (server.address() as AddressInfo).port,
    send() {
      named.send();
      nameless.send();
    },
    close: () => stop(server),
  };
}

function tokenOf({ headers: { authorization = '' } }: IncomingMessage): string {
  return authorization.replace(/^Bearer /, '');
}

/** Long enough that nobody guesses it. */
function isToken(text: string): boolean {
  return /^[\w-]{32,64}$/.test(text);
}

function styleOf(files: RoomServerRequest['files']): string {
  return [...files.keys()].find((name) => name.endsWith('.css')) ?? '';
}

function refuseAddress(answer: ServerResponse): void {
  sendJson(answer, statuses.address, { refused: 'address' });
}

function sendJson(answer: ServerResponse, status: number, body: object): void {
  answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function sendFile(answer: ServerResponse, file: BuiltFile | undefined): void {
  if (file === undefined) return refuse(answer, 404);
  answer.setHeader('content-type', file.type).end(file.content);
}
