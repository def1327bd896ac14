import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFollowers, headersWith, listen, refuse, stop } from '@kit/presentation/live';
import type { BuiltFile, Followers } from '@kit/presentation/live';
import type { GuideState } from './guide-state.ts';
import type { Page } from './pages.ts';

export interface GuideServerRequest {
  /** 0 for a free one. */
  readonly port: number;
  /** What the browser loads, by path; `/index.html` is every step's page. */
  readonly files: ReadonlyMap<string, BuiltFile>;
  readonly guide: { readonly title: string; readonly pages: readonly Page[] };
  readonly actions: Actions;
  readonly state: () => GuideState;
}

/** What a page can ask for, by the last part of `POST /api/…`. */
export type Actions = ReadonlyMap<string, () => void>;

export interface GuideServer {
  /** `http://127.0.0.1:4600` */
  readonly address: string;
  /** Sends the state, as it is now, to every page that is open. */
  send(): void;
  close(): Promise<void>;
}

const host = '127.0.0.1';

const headers = headersWith(`frame-src http://${host}:*`);

/**
 * Serves the guide on this machine alone.
 * @throws the error of `listen` where the port is taken: `code` is `EADDRINUSE`.
 */
export async function startGuideServer(request: GuideServerRequest): Promise<GuideServer> {
  const followers = createFollowers(() => request.state());
  const server = createServer((asked, answer) => {
    for (const [name, value] of headers) answer.setHeader(name, value);
    respond(asked, answer, request, addressOf(server), followers);
  });
  await listen(server, request.port, host);
  return {
    address: addressOf(server),
    send: () => {
      followers.send();
    },
    close: () => stop(server),
  };
}

function respond(
  asked: IncomingMessage,
  answer: ServerResponse,
  { files, guide, actions }: GuideServerRequest,
  address: string,
  followers: Followers,
): void {
  // A page of another site can have a name that leads here.
  const names = [address, address.replace(host, 'localhost')];
  if (!names.includes(`http://${asked.headers.host ?? ''}`)) return refuse(answer, 403);
  const [path = '/'] = (asked.url ?? '/').split('?');
  const action = actions.get(path.replace(/^\/api\//, ''));
  if (asked.method === 'POST' && path.startsWith('/api/') && action !== undefined) {
    if (!names.includes(asked.headers.origin ?? '')) return refuse(answer, 403);
    action();
    answer.writeHead(204).end();
    return;
  }
  if (asked.method !== 'GET') return refuse(answer, 405);
  if (path === '/api/guide') {
    answer.setHeader('content-type', 'application/json').end(JSON.stringify(guide));
  } else if (path === '/api/events') {
    followers.add(answer);
  } else {
    const isPage = path === '/' || path.startsWith('/step/');
    const file = files.get(isPage ? '/index.html' : path);
    if (file === undefined) return refuse(answer, 404);
    answer.setHeader('content-type', file.type).end(file.content);
  }
}

function addressOf(server: Server): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host}:${port}`;
}
