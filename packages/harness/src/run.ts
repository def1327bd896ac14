import { GenericContainer } from 'testcontainers';
import { removeContainer } from './cleanup.ts';
import type { Engine } from './engine.ts';
import { engineErrorOf } from './errors.ts';
import { ownLabels } from './labels.ts';
import { limitsOf } from './profile.ts';
import type { ContainerLimits } from './profile.ts';
import { unstartableOf } from './unstartable.ts';
import { requireUserFiles } from './user-files.ts';

export interface RunRequest {
  readonly imageId: string;
  /** TCP port of the container to publish on this machine. */
  readonly port: number;
  /** Port of this machine to publish it on; a free one by default. */
  readonly hostPort?: number;
  readonly limits?: ContainerLimits;
  /** Stands in its labels, for people who find it. */
  readonly purpose?: string;
  readonly signal?: AbortSignal | undefined;
}

export interface RunningContainer {
  readonly id: string;
  /** Where the container's port is published; absent where it ended before that was known. */
  readonly published?: { readonly host: string; readonly port: number };
  /** Resolves when its first process ends. */
  readonly exited: Promise<{ readonly exitCode: number; readonly outOfMemory: boolean }>;
  /** Ends it at once and removes it. */
  remove(): Promise<void>;
}

/**
 * Starts a container of an image as `docker run -p` would: its own entry
 * point, command and user, within limits. Waits for nothing in it.
 *
 * @throws EngineError where the engine refuses; see `Unstartable` for an
 * image whose command is not there.
 */
export async function runContainer(engine: Engine, request: RunRequest): Promise<RunningContainer> {
  request.signal?.throwIfAborted();
  const container = new LimitedContainer(engine, request);
  const { created } = container;
  const starting = container.start();
  starting.catch(() => undefined);
  const failed = starting.then(
    () => new Promise<never>(() => undefined),
    (error: unknown) => Promise.reject(error as Error),
  );
  try {
    const { id, exited } = await Promise.race([created.promise, failed]);
    const first = await Promise.race([starting, exited.then(() => undefined)]);
    return {
      id,
      exited,
      ...(first && {
        published: {
          host: hostOf(engine, first.getHost()),
          port: first.getMappedPort(request.port),
        },
      }),
      remove: () => removeContainer(engine, id),
    };
  } catch (error) {
    const left = container.createdId;
    if (left !== undefined) await removeContainer(engine, left).catch(() => undefined);
    const unstartable = unstartableOf(error);
    throw unstartable ?? engineErrorOf(error, 'starting a container');
  }
}

/** `localhost` may be `::1` first; ports are published on IPv4. */
function hostOf(engine: Engine, host: string): string {
  return host === 'localhost' || isLocal(engine) ? '127.0.0.1' : host;
}

function isLocal({ address }: Engine): boolean {
  return address.startsWith('unix:') || address.startsWith('npipe:');
}

interface Created {
  readonly id: string;
  readonly exited: RunningContainer['exited'];
}

/** The default wait strategies run programs of the image; the kit asks from outside. */
const noWait: Parameters<GenericContainer['withWaitStrategy']>[0] = {
  waitUntilReady: () => Promise.resolve(),
  withStartupTimeout: () => noWait,
  isStartupTimeoutSet: () => false,
  getStartupTimeout: () => 0,
};

class LimitedContainer extends GenericContainer {
  readonly created = Promise.withResolvers<Created>();
  createdId: string | undefined;
  readonly #engine: Engine;

  constructor(
    engine: Engine,
    { imageId, port, hostPort = 0, limits = limitsOf.learner, purpose }: RunRequest,
  ) {
    super(imageId);
    this.#engine = engine;
    this.withExposedPorts(port)
      .withLabels(ownLabels(purpose && `/${purpose}`))
      .withAutoCleanup(false)
      .withWaitStrategy(noWait)
      .withSecurityOpt('no-new-privileges');
    Object.assign(this.hostConfig, {
      Memory: limits.memoryBytes,
      MemorySwap: limits.memoryBytes,
      NanoCpus: limits.cpus * 1e9,
      PidsLimit: limits.processes,
      LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '1' } },
      ...(isLocal(engine) && {
        PortBindings: { [`${port}/tcp`]: [{ HostIp: '127.0.0.1', HostPort: String(hostPort) }] },
      }),
    });
    // Ends at once on any signal, and has no health check that would start programs in it.
    this.createOpts.StopSignal = 'SIGKILL';
    this.createOpts.Healthcheck = { Test: ['NONE'] };
  }

  // Before it starts, so that the end of a container that crashes at once is not missed.
  protected override containerCreated = async (id: string): Promise<void> => {
    this.createdId = id;
    await requireUserFiles(this.#engine, id);
    const container = this.#engine.client.getContainer(id);
    const ended = container.wait({ condition: 'next-exit' }) as Promise<{ StatusCode: number }>;
    const exited = ended.then(async ({ StatusCode }) => {
      const { State } = await container.inspect();
      return { exitCode: StatusCode, outOfMemory: State.OOMKilled };
    });
    exited.catch(() => undefined);
    this.created.resolve({ id, exited });
  };
}
