import { statfs } from 'node:fs/promises';
import { withDeadline } from './deadline.ts';
import type { Engine } from './engine.ts';

/** Less than any build needs to come to its end. */
const littleBytes = 64 * 1024 * 1024;
const fewFiles = 1_000;
const lookMs = 250;

/** Whether the disk of an engine was full at any time, watched until it is disposed of. */
export interface FreeSpace extends Disposable {
  /** `unknown` where the engine's disk is not this machine's. */
  readonly wasFull: boolean | 'unknown';
}

/** Watches the disk that an engine builds on. What a log says of it anybody can write. */
export async function watchFreeSpace({
  client,
  address,
}: Pick<Engine, 'client' | 'address'>): Promise<FreeSpace> {
  let least: number | undefined;
  const info = withDeadline(client.info(), 'being asked where its data is');
  const { DockerRootDir: root = '' } = (await info.catch(() => ({}))) as {
    readonly DockerRootDir?: string;
  };
  const look = async () => {
    const { bavail, bsize, files, ffree } = await statfs(root);
    // Empty files fill a disk as well; some file systems do not count them.
    const free = files > 0 && ffree < fewFiles ? 0 : bavail * bsize;
    least = Math.min(least ?? free, free);
  };
  const isHere = address.startsWith('unix:') && root !== '';
  if (isHere) await look().catch(() => undefined);
  const timer = setInterval(() => void look().catch(() => undefined), lookMs).unref();
  if (least === undefined) clearInterval(timer);
  return {
    get wasFull() {
      return least === undefined ? 'unknown' : least < littleBytes;
    },
    [Symbol.dispose]: () => {
      clearInterval(timer);
    },
  };
}
