import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import type { Layout } from './layout.ts';

/**
 * Runs an action while no other process runs one under the same lock, a file in
 * the folder `home`: for the same engine, or on the same machine. The lock
 * is the kernel's, held by a child that ends with us: it cannot be left behind.
 */
export async function withLock<T>(
  { home, lock }: Pick<Layout, 'home' | 'lock'>,
  action: () => Promise<T>,
  onWait: () => void,
  signal?: AbortSignal,
): Promise<T> {
  signal?.throwIfAborted();
  await mkdir(home, { recursive: true });
  const holder = spawn('flock', [lock, 'sh', '-c', 'echo; exec cat'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  });
  const patience = setTimeout(onWait, 300);
  try {
    await once(holder, 'spawn');
    await once(holder.stdout, 'data', signal ? { signal } : {});
    clearTimeout(patience);
    return await action();
  } finally {
    clearTimeout(patience);
    const gone = holder.pid !== undefined && once(holder, 'close');
    holder.stdin.end();
    holder.kill();
    await gone;
  }
}

/** For what all private engines of a machine share. */
export const machineLock = { home: '/run', lock: '/run/docker-workshop-kit.lock' };
