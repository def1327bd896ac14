import { constants, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import type Dockerode from 'dockerode';
import { withDeadline } from './deadline.ts';
import { askEngine } from './engine-request.ts';
import { EngineError, EngineUnavailableError } from './errors.ts';
import {
  canHostPrivateEngine,
  howToGetAnEngine,
  howToJoinItsGroup,
  howToRestartTheEngine,
  howToUseDocker,
  privateEngineStatus,
  startPrivateEngine,
} from './private-engine/index.ts';
import { privateEngineLayout } from './private-engine/layout.ts';
import { standInLabel, standInReference } from './private-engine/stand-in-image.ts';

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
  /** The line that gives a shell its `docker`, where the engine is the kit's and the shell has none for it. */
  readonly howToUseDocker?: string;
  /** The runtime of strangers' containers there, where it is not the usual one. */
  readonly sandbox?: string;
  /** Builds with BuildKit; else with the classic builder. */
  readonly hasBuildKit: boolean;
  /** Its client, as Testcontainers made it. */
  readonly client: Dockerode;
}

interface Patience {
  readonly ms?: number;
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
 * @param patience.ms how long one that keeps silent is waited for.
 * @throws EngineUnavailableError
 */
export async function connectEngine(patience: Patience = {}): Promise<Engine> {
  const wanted = process.env.DOCKER_HOST;
  try {
    return await describe(await clientOf(patience), patience);
  } catch (error) {
    const isSilent = error instanceof EngineError && error.fault === 'unanswered';
    if (wanted) {
      throw new EngineUnavailableError(
        isSilent ? 'silent' : 'absent',
        `No container engine answers at ${wanted}, which DOCKER_HOST names.`,
        'Start that engine, or run `unset DOCKER_HOST` to use the one of this machine.',
        error,
      );
    }
    const status = await privateEngineStatus(patience);
    if (status.state === 'running') return connectTo(status.address, patience);
    if (status.state === 'silent') throw silentPrivateEngine(error);
    if (await isForbidden(systemSocket)) {
      throw new EngineUnavailableError(
        'forbidden',
        `A container engine is here, and you may not use its socket, ${systemSocket}.`,
        `Join its group, and run the same command again:\n  ${howToJoinItsGroup()}`,
        error,
      );
    }
    if (isSilent) {
      throw new EngineUnavailableError(
        'silent',
        'A container engine is here, and does not answer.',
        `Restart it, and run the same command again:\n${howToRestartTheEngine()}`,
        error,
      );
    }
    throw new EngineUnavailableError(
      'absent',
      'No container engine answers on this machine.',
      `Get one, and run the same command again:\n${howToGetAnEngine()}`,
      error,
    );
  }
}

/** For where the daemon of the kit's own engine is there, and that is all. */
export function silentPrivateEngine(cause?: unknown): EngineUnavailableError {
  return new EngineUnavailableError(
    'silent',
    'The kit’s private engine is there, and does not answer.',
    'Start it anew, and run the same command again:\n  npx --yes pnpm@12 engine up',
    cause,
  );
}

const systemSocket = '/var/run/docker.sock';

async function isForbidden(path: string): Promise<boolean> {
  try {
    await access(path, constants.R_OK | constants.W_OK);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES';
  }
}

function isNamedByUser(): boolean {
  return Boolean(process.env.DOCKER_HOST);
}

/**
 * Testcontainers reads DOCKER_HOST once, and may have read it before this
 * engine was there; in XDG_RUNTIME_DIR it looks for `docker.sock` each time.
 */
async function connectTo(address: string, patience: Patience = {}): Promise<Engine> {
  const { XDG_RUNTIME_DIR } = process.env;
  process.env.XDG_RUNTIME_DIR = path.dirname(new URL(address).pathname);
  try {
    return await describe(await clientOf(patience), patience);
  } catch (error) {
    // Testcontainers says only that it found none.
    throw error instanceof EngineError ? error : silentPrivateEngine(error);
  } finally {
    if (XDG_RUNTIME_DIR === undefined) delete process.env.XDG_RUNTIME_DIR;
    else process.env.XDG_RUNTIME_DIR = XDG_RUNTIME_DIR;
  }
}

interface Client {
  readonly dockerode: Dockerode;
}

/** Loads what finds an engine, which takes a while during which nobody is listened to. */
export async function loadEngineClient(): Promise<void> {
  await import('testcontainers');
}

async function clientOf(patience: Patience): Promise<Client> {
  // Its reaper is an image of a registry; the kit labels and sweeps instead.
  process.env.TESTCONTAINERS_RYUK_DISABLED = 'true';
  // In a container Testcontainers takes the bridge's gateway for the engine's host.
  if (existsSync('/.dockerenv')) process.env.TESTCONTAINERS_HOST_OVERRIDE ??= '127.0.0.1';
  const { getContainerRuntimeClient } = await import('testcontainers');
  const { container } = await withDeadline(
    getContainerRuntimeClient(),
    'being looked for on this machine',
    patience,
  );
  return { dockerode: container.dockerode };
}

async function describe({ dockerode }: Client, patience: Patience): Promise<Engine> {
  const [version, builder, standIn] = await withDeadline(
    Promise.all([dockerode.version(), builderOf(dockerode), standInOf(dockerode)]),
    'being asked for its version',
    patience,
  );
  const address = process.env.DOCKER_HOST ?? addressOf(dockerode);
  const isPrivate = address === privateEngineLayout().address;
  const command = isPrivate ? howToUseDocker() : undefined;
  const kind = nameOf(version);
  return {
    name: isPrivate ? 'the kit’s private engine' : kind,
    version: version.Version,
    platform: `${version.Os}/${version.Arch}`,
    address,
    isPrivate,
    ...(standIn === undefined ? {} : { standIn }),
    ...(command !== undefined && { howToUseDocker: command }),
    hasBuildKit: builder === '2' && kind !== 'Podman',
    client: dockerode,
  };
}

interface Version {
  readonly Platform?: { readonly Name?: string };
  readonly Components?: readonly { readonly Name: string }[];
}

/** `Docker Desktop 4.50.0 (…)` is `Docker Desktop`. */
function nameOf(version: object): string {
  const { Platform, Components = [] } = version as Version;
  if (Components.some(({ Name }) => /podman/i.test(Name))) return 'Podman';
  const name = Platform?.Name?.replace(/\s+[\d(].*$/, '') ?? '';
  return name === '' ? 'Docker Engine' : name;
}

/** Only the kit's private engine holds one, whichever way it was found. */
async function standInOf(dockerode: Dockerode): Promise<string | undefined> {
  try {
    const { Config } = await dockerode.getImage(standInReference).inspect();
    return (Config as { readonly Labels?: Readonly<Record<string, string>> }).Labels?.[
      standInLabel
    ];
  } catch (error) {
    if ((error as { readonly statusCode?: number }).statusCode === 404) return undefined;
    throw error;
  }
}

/** `/_ping` tells in a header which builder the engine prefers. */
async function builderOf(client: Dockerode): Promise<string | undefined> {
  const answer = await askEngine<IncomingMessage>({ client }, { method: 'GET', path: '/_ping' });
  answer.resume();
  return answer.headers['builder-version'] as string | undefined;
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
