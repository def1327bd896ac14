import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { RequestListener, Server as HttpServer } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { EngineUnavailableError } from '@kit/harness/find';
import type { Engine, System } from '@kit/harness/find';
import type { EngineFound, EngineInfo } from './engine.ts';
import { thisMachine } from './machine.ts';
import type { Machine } from './machine.ts';

/** For tests: machines of all kinds, and real servers on this one. */
export const debian: System = {
  platform: 'linux',
  osRelease: { ID: 'debian', PRETTY_NAME: 'Debian GNU/Linux 13 (trixie)' },
  isRoot: false,
  isWsl: false,
  hasEngine: true,
};

export function machineWith(parts: Partial<Machine>): Machine {
  return thisMachine({
    env: {},
    system: debian,
    engine: () => Promise.resolve(noEngine()),
    ...parts,
  });
}

export function noEngine(
  parts: Partial<EngineFound & { readonly kind: 'none' }> = {},
): EngineFound & { readonly kind: 'none' } {
  const help = 'Get one, and run the same command again:\n  sudo systemctl enable --now docker';
  const error = new EngineUnavailableError(
    'absent',
    'No container engine answers on this machine.',
    help,
  );
  return { kind: 'none', error, canHost: false, home: '/nowhere/to/be/found', ...parts };
}

interface EngineParts {
  readonly engine?: Partial<Engine>;
  readonly info?: EngineInfo;
  readonly isHere?: boolean;
  readonly askedAt?: number;
  /** Its base image; none where it has none. */
  readonly image?: {
    readonly Architecture?: string;
    readonly Labels?: Readonly<Record<string, string>>;
    readonly RepoTags?: readonly string[];
    /** What each layer was made by. */
    readonly history?: readonly string[];
  };
}

/** An engine that answers, as far as the checks ask it. */
export function anEngine({ engine, info = {}, isHere = true, askedAt, image }: EngineParts = {}) {
  const inspect = () =>
    image === undefined
      ? Promise.reject(Object.assign(new Error('no such image'), { statusCode: 404 }))
      : Promise.resolve({
          Os: 'linux',
          Architecture: image.Architecture ?? 'amd64',
          Size: 52_000_000,
          Config: { Labels: image.Labels ?? null },
          RepoTags: image.RepoTags ?? [],
        });
  const history = () => Promise.resolve((image?.history ?? []).map((CreatedBy) => ({ CreatedBy })));
  const client = {
    getImage: () => ({ inspect, history }),
    listContainers: () => Promise.resolve([]),
  };
  const found: EngineFound = {
    kind: 'answers',
    engine: {
      name: 'Docker Engine',
      version: '28.5.2',
      platform: 'linux/amd64',
      address: 'unix:///var/run/docker.sock',
      isPrivate: false,
      hasBuildKit: true,
      client: client as unknown as Engine['client'],
      ...engine,
    },
    info,
    isHere,
    askedAt: askedAt ?? Date.now(),
  };
  return () => Promise.resolve(found);
}

export interface Served extends AsyncDisposable {
  /** `127.0.0.1:…` */
  readonly host: string;
  /** `http://127.0.0.1:…` */
  readonly url: string;
  readonly port: number;
}

/** An HTTP server on this machine; `connect` answers where it is used as a proxy. */
export function serve(
  listener: RequestListener,
  connect?: (target: string, socket: Duplex) => void,
): Promise<Served> {
  const server = createHttpServer(listener);
  server.on('connect', ({ url = '' }, socket) => connect?.(url, socket));
  return listen(server);
}

/** Takes every connection, and never says a word. */
export function serveSilence(): Promise<Served> {
  return listen(createServer());
}

/** An address where nobody listens. */
export async function nobodyListens(): Promise<Served> {
  const served = await serveSilence();
  await served[Symbol.asyncDispose]();
  return served;
}

async function listen(server: Server | HttpServer): Promise<Served> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  return {
    host,
    url: `http://${host}`,
    port,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      if (!server.listening) return;
      server.close();
      await once(server, 'close');
    },
  };
}
