import { statfs } from 'node:fs/promises';
import { withDeadline } from './deadline.ts';
import type { Engine } from './engine.ts';
import { diskFull } from './errors.ts';
import type { EngineError } from './errors.ts';

/** Less than any build needs to come to its end. */
const little = { bytes: 64 * 1024 * 1024, files: 1_000 };
const lookMs = 100;

/** Whether an engine was full at any time, its disk above all, watched until it is disposed of. */
export interface FreeSpace extends Disposable {
  /** `unknown` where the engine's disk is not this machine's. */
  readonly wasFull: boolean | 'unknown';
  /** Aborted as soon as it is. */
  readonly full: AbortSignal;
}

/**
 * Watches the disk that an engine builds on. What a log says of it anybody can write.
 * @param reserve with less than this it counts as full.
 * @param lookBeside for what else an engine can run out of.
 */
export async function watchFreeSpace(
  { client, address }: Pick<Engine, 'client' | 'address'>,
  reserve = little,
  lookBeside: () => Promise<EngineError | undefined> = () => Promise.resolve(undefined),
): Promise<FreeSpace> {
  const full = new AbortController();
  const info = withDeadline(client.info(), 'being asked where its data is');
  const { DockerRootDir: root = '' } = (await info.catch(() => ({}))) as {
    readonly DockerRootDir?: string;
  };
  const look = async () => {
    const { bavail, bsize, files, ffree } = await statfs(root);
    // Empty files fill a disk as well; some file systems do not count them.
    const isFull = bavail * bsize < reserve.bytes || (files > 0 && ffree < reserve.files);
    const reason = isFull ? diskFull() : await lookBeside();
    if (reason !== undefined) full.abort(reason);
  };
  const isHere = address.startsWith('unix:') && root !== '';
  const isSeen =
    isHere &&
    (await look().then(
      () => true,
      () => false,
    ));
  const timer = setInterval(() => void look().catch(() => undefined), lookMs).unref();
  if (!isSeen) clearInterval(timer);
  return {
    get wasFull() {
      return isSeen ? full.signal.aborted : 'unknown';
    },
    full: full.signal,
    [Symbol.dispose]: () => {
      clearInterval(timer);
    },
  };
}
