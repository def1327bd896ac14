import { existsSync } from 'node:fs';
import { readFile, readdir, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { removeCgroups } from './cgroups.ts';
import { readSubnet, sharedFolders } from './daemon-config.ts';
import { askEngine } from './engine-api.ts';
import type { Layout } from './layout.ts';
import { removeNetwork } from './network.ts';

const stoppedWithinMs = 10_000;
const pollMs = 25;

/**
 * The process number of the daemon of this layout, wherever it was started. It
 * is the first process in its namespace, so none of its containers outlives it.
 */
export async function findDaemon(layout: Layout): Promise<number | undefined> {
  const entries = await readdir('/proc');
  for (const entry of entries.filter((name) => /^\d+$/.test(name))) {
    const commandLine = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    const [program = '', ...args] = commandLine.split('\0');
    if (path.basename(program) === 'dockerd' && args.includes(layout.config)) return Number(entry);
  }
  return undefined;
}

/**
 * Ends the daemon with its containers, and removes all that it changed on this
 * machine outside of its folder.
 * @returns whether it was running.
 */
export async function stopDaemon(layout: Layout): Promise<boolean> {
  const pid = await findDaemon(layout);
  if (pid !== undefined) {
    await killContainers(layout).catch(() => {});
    process.kill(pid, 'SIGTERM');
    if (!(await hasEnded(pid, stoppedWithinMs))) {
      process.kill(pid, 'SIGKILL');
      await hasEnded(pid, stoppedWithinMs);
    }
  }
  await clearRemains(layout);
  return pid !== undefined;
}

/** Ends a daemon and all that it started at once, where nothing of it is wanted any more. */
export async function killDaemon(layout: Layout): Promise<void> {
  const pid = await findDaemon(layout);
  if (pid !== undefined) {
    process.kill(pid, 'SIGKILL');
    await hasEnded(pid, stoppedWithinMs);
  }
  await clearRemains(layout);
}

/** The daemon would give each of them ten seconds to stop. */
async function killContainers({ socket }: Layout): Promise<void> {
  const running = JSON.parse(await askEngine(socket, { path: '/containers/json' })) as readonly {
    readonly Id: string;
  }[];
  await Promise.allSettled(
    running.map(({ Id }) => askEngine(socket, { method: 'POST', path: `/containers/${Id}/kill` })),
  );
}

async function hasEnded(pid: number, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (existsSync(`/proc/${pid}`)) {
    if (performance.now() > deadline) return false;
    await delay(pollMs);
  }
  return true;
}

/** Takes back what a daemon that runs no more changed outside of its folder. */
export async function clearRemains(layout: Layout): Promise<void> {
  await removeNetwork(layout, await readSubnet(layout));
  await removeCgroups(layout.name);
  await rm(layout.run, { recursive: true, force: true });
  // Ours only where nothing else put anything there.
  for (const folder of sharedFolders) await rmdir(folder).catch(() => {});
}
