import { once } from 'node:events';
import { hostname, release } from 'node:os';
import {
  canHostPrivateEngine,
  connectEngine,
  EngineUnavailableError,
  privateEngineLayout,
  privateEngineStatus,
  silentPrivateEngine,
  withDeadline,
} from '@kit/harness/find';
import type { Engine } from '@kit/harness/find';

/** What of `/info` is looked at. */
export interface EngineInfo {
  readonly Name?: string;
  readonly KernelVersion?: string;
  readonly OperatingSystem?: string;
  readonly DockerRootDir?: string;
  readonly SystemTime?: string;
  readonly HttpProxy?: string;
  readonly HttpsProxy?: string;
  readonly RegistryConfig?: { readonly Mirrors?: readonly string[] | null };
}

export type EngineFound =
  | {
      readonly kind: 'answers';
      readonly engine: Engine;
      readonly info: EngineInfo;
      /** This machine's time when it had told about itself. */
      readonly askedAt: number;
      /** It runs on this very kernel: not in a virtual machine, not elsewhere. */
      readonly isHere: boolean;
    }
  | {
      readonly kind: 'none';
      readonly error: EngineUnavailableError;
      /** The kit could get one of its own. */
      readonly canHost: boolean;
      /** Where that one's images would be. */
      readonly home: string;
    };

/** Engines answer small questions in milliseconds. */
export const patience = { ms: 2000 };

/**
 * Looks for the engine of this machine as the kit does, and starts none.
 * @param signal once it is aborted, whoever has not answered does not answer.
 */
export async function lookForEngine(signal: AbortSignal): Promise<EngineFound> {
  const { DOCKER_HOST } = process.env;
  const status = privateEngineStatus(patience);
  try {
    return await Promise.race([connect(), silentOnceAborted(signal)]);
  } catch (error) {
    const { state } = await status;
    const isAborted = signal.aborted && !(error instanceof EngineUnavailableError);
    return {
      kind: 'none',
      error:
        isAborted && !DOCKER_HOST && state === 'silent' ? silentPrivateEngine(error) : told(error),
      canHost: !DOCKER_HOST && (await canHostPrivateEngine()).possible,
      home: privateEngineLayout().home,
    };
  }
}

async function connect(): Promise<EngineFound> {
  const engine = await connectEngine(patience);
  const info = (await withDeadline(
    engine.client.info(),
    'being asked about itself',
    patience,
  )) as EngineInfo;
  return { kind: 'answers', engine, info, askedAt: Date.now(), isHere: isHere(engine, info) };
}

async function silentOnceAborted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  throw new Error('The container engine does not answer.');
}

function isHere({ address }: Engine, { Name, KernelVersion }: EngineInfo): boolean {
  return address.startsWith('unix:') && Name === hostname() && KernelVersion === release();
}

function told(error: unknown): EngineUnavailableError {
  if (error instanceof EngineUnavailableError) return error;
  const { message, help = 'Restart the engine, and run the same command again.' } =
    error as Error & { readonly help?: string };
  return new EngineUnavailableError('silent', message, help, error);
}
