import { existsSync } from 'node:fs';
import type Dockerode from 'dockerode';
import { withDeadline } from './deadline.ts';
import { EngineUnavailableError } from './errors.ts';
import {
  canHostPrivateEngine,
  howToGetAnEngine,
  privateEngineStatus,
  startPrivateEngine,
} from './private-engine/index.ts';

/** A container engine that answered. */
export interface Engine {
  /** For people: `Docker Desktop`, `Docker Engine`, `Podman`, `the kit's private engine`. */
  readonly name: string;
  readonly version: string;
  /** Operating system and architecture of its images, `linux/amd64`. */
  readonly platform: string;
  /** Where it listens, `unix:///…` or `tcp://…`. */
  readonly address: string;
  readonly isPrivate: boolean;
  /** Set where its base image is a stand-in, made by the kit: the reference that it stands in for. */
  readonly standIn?: string;
  /** Builds with BuildKit; else with the classic builder. */
  readonly hasBuildKit: boolean;
  /** Its client, as Testcontainers made it. */
  readonly client: Dockerode;
}

export interface ObtainOptions {
  /** Asked where this machine has no engine and could host the kit's own; default: yes. */
  readonly mayStartPrivateEngine?: () => Promise<boolean>;
  readonly signal?: AbortSignal;
  /** Lines for people while the private engine is fetched and started. */
  readonly onProgress?: (text: string) => void;
}

/**
 * Finds the engine of this machine, or starts the kit's own where there is none.
 * @throws EngineUnavailableError with the command that gets an engine on this system.
 */
export async function obtainEngine(options: ObtainOptions = {}): Promise<Engine> {
  try {
    return await connectEngine();
  } catch (error) {
    if (!(error instanceof EngineUnavailableError) || isNamedByUser()) throw error;
    options.signal?.throwIfAborted();
    const host = await canHostPrivateEngine();
    if (!host.possible) throw error;
    if ((await options.mayStartPrivateEngine?.()) === false) throw error;
  }
  const { mayStartPrivateEngine: _, ...rest } = options;
  const { address } = await startPrivateEngine(rest);
  return connectTo(address);
}

/**
 * Finds an engine that runs, the way Testcontainers does (DOCKER_HOST,
 * contexts, sockets), else the kit's own.
 * @throws EngineUnavailableError
 */
export async function connectEngine(): Promise<Engine> {
  const wanted = process.env['DOCKER_HOST'];
  try {
    return await describe(await clientOf());
  } catch (error) {
    if (wanted) {
      throw new EngineUnavailableError(
        `No container engine answers at ${wanted}, which DOCKER_HOST names.`,
        'Start that engine, or run `unset DOCKER_HOST` to use the one of this machine.',
        error,
      );
    }
    const status = await privateEngineStatus();
    if (status.state === 'running') return connectTo(status.address);
    throw new EngineUnavailableError(
      'No container engine answers on this machine.',
      howToGetAnEngine(),
      error,
    );
  }
}

function isNamedByUser(): boolean {
  return Boolean(process.env['DOCKER_HOST']);
}

/** Testcontainers reads where the engine is from the environment, once. */
async function connectTo(address: string): Promise<Engine> {
  process.env['DOCKER_HOST'] = address;
  const engine = await describe(await clientOf());
  const image = await engine.client
    .getImage('python:3-alpine')
    .inspect()
    .catch(() => undefined);
  const standIn = image?.Config.Labels?.['org.docker-workshop-kit.stand-in'];
  return {
    ...engine,
    name: 'the kit’s private engine',
    isPrivate: true,
    ...(standIn ? { standIn } : {}),
  };
}

interface Client {
  readonly dockerode: Dockerode;
}

async function clientOf(): Promise<Client> {
  // Its reaper is an image of a registry; the kit labels and sweeps instead.
  process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true';
  // In a container Testcontainers takes the bridge's gateway for the engine's host.
  if (existsSync('/.dockerenv')) process.env['TESTCONTAINERS_HOST_OVERRIDE'] ??= '127.0.0.1';
  const { getContainerRuntimeClient } = await import('testcontainers');
  const { container } = await withDeadline(
    getContainerRuntimeClient(),
    'being looked for on this machine',
  );
  return { dockerode: container.dockerode };
}

async function describe({ dockerode }: Client): Promise<Engine> {
  const [version, ping] = await withDeadline(
    Promise.all([dockerode.version(), builderOf(dockerode)]),
    'being asked for its version',
  );
  const parts: readonly { readonly Name: string }[] = version.Components ?? [];
  const isPodman = parts.some(({ Name }) => /podman/i.test(Name));
  const platformName = (version as { readonly Platform?: { readonly Name?: string } }).Platform?.Name;
  const name = isPodman ? 'Podman' : (platformName?.replace(/\s*[\d.]+.*$/, '') ?? '');
  return {
    name: name === '' ? 'Docker Engine' : name,
    version: version.Version,
    platform: `${version.Os}/${version.Arch}`,
    address: process.env['DOCKER_HOST'] ?? addressOf(dockerode),
    isPrivate: false,
    hasBuildKit: ping === '2' && !isPodman,
    client: dockerode,
  };
}

/** `/_ping` tells in a header which builder the engine prefers. */
async function builderOf(dockerode: Dockerode): Promise<string | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
  const modem = dockerode.modem as unknown as {
    dial(options: object, done: (error: Error | null, answer?: unknown) => void): void;
  };
  modem.dial(
    {
      path: '/_ping',
      method: 'GET',
      isStream: true,
      statusCodes: { 200: true, 500: 'server error' },
    },
    (error, answer) => {
      if (error !== null) return reject(error);
      const response = answer as NodeJS.ReadableStream & {
        readonly headers?: Readonly<Record<string, string>>;
      };
      response.resume();
      resolve(response.headers?.['builder-version']);
    },
  );
  return promise;
}

function addressOf(dockerode: Dockerode): string {
  const { socketPath, protocol, host, port } = dockerode.modem as unknown as {
    readonly socketPath?: string;
    readonly protocol?: string;
    readonly host?: string;
    readonly port?: number | string;
  };
  return socketPath === undefined
    ? `${protocol ?? 'tcp'}://${host ?? 'localhost'}:${String(port ?? '')}`
    : `unix://${socketPath}`;
}
