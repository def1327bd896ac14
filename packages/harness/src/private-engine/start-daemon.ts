import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeCgroup } from './cgroups.ts';
import { daemonConfig, readSubnet, sharedFolders } from './daemon-config.ts';
import { engineVersion } from './engine-api.ts';
import type { Layout } from './layout.ts';
import { machineLock, withLock } from './lock.ts';
import { createNetwork } from './network.ts';
import { PrivateEngineError } from './private-engine-error.ts';
import { programEnvironment, programPath } from './programs.ts';
import { clearRemains, stopDaemon } from './stop-daemon.ts';
import { chooseSubnet } from './subnet.ts';

// A slow disk and a full store take their time; a daemon that ends is noticed at once.
const readyWithinMs = 120_000;
const pollMs = 25;

/** Run as the first process of the daemon's own process and mount namespaces; $0 is BusyBox. */
function enter(group: readonly string[], network: readonly string[]): string {
  return [
    // cgroups(7): 0 is the process that writes.
    ...group.map((folder) => `echo 0 > ${folder}/cgroup.procs`),
    ...sharedFolders.map((folder) => `"$0" mount -t tmpfs tmpfs ${folder}`),
    ...network,
    'exec "$@"',
  ].join(' && ');
}

/** Of an engine for a while: it has a network of its own, in which it reaches nobody, and ends with the process that starts it. */
export interface Surroundings {
  /** Folders of the control group that it is to be in itself, one a hierarchy. */
  readonly group: readonly string[];
  /** Commands that make its network; $0 is BusyBox. */
  readonly network: readonly string[];
}

/**
 * Starts the daemon and waits until it answers. What a crash left is cleared first.
 * @throws PrivateEngineError with the end of its log, where it does not come up.
 */
export async function startDaemon(
  layout: Layout,
  onProgress: (text: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  await clearRemains(layout);
  await mkdir(layout.run, { recursive: true, mode: 0o700 });
  await mkdir(layout.data, { recursive: true });
  for (const folder of sharedFolders) await mkdir(folder, { recursive: true });
  await makeCgroup(layout.name);
  // Two engines that start at the same moment would choose the same addresses.
  const noWayOut = await withLock(
    machineLock,
    () => takeAddresses(layout),
    () => {},
    signal,
  );
  if (noWayOut !== undefined) onProgress(`Containers will have no way out: ${noWayOut}`);
  try {
    await untilReady(layout, await spawnDaemon(layout), signal);
  } catch (error) {
    await stopDaemon(layout);
    throw error;
  }
}

/** @returns why containers have no way out, where they have none. */
async function takeAddresses(layout: Layout): Promise<string | undefined> {
  const before = await readSubnet(layout);
  const subnet = chooseSubnet(
    await readFile('/proc/net/route', 'utf8'),
    await readFile('/etc/resolv.conf', 'utf8').catch(() => ''),
    before,
  );
  // The daemon gives its bridge the addresses that it remembers, whoever has them now.
  if (subnet !== before)
    await rm(path.join(layout.data, 'network'), { recursive: true, force: true });
  await writeFile(layout.config, JSON.stringify(daemonConfig(layout, subnet), null, 2));
  return createNetwork(layout, subnet);
}

/** Starts the daemon in namespaces of its own; nothing that it starts outlives it. */
export async function spawnDaemon(layout: Layout, forAWhile?: Surroundings): Promise<ChildProcess> {
  if (existsSync(layout.log)) await rename(layout.log, `${layout.log}.previous`);
  const log = await open(layout.log, 'a');
  const dockerd = programPath(layout, 'dockerd');
  const [program, ...args] = [
    ...(forAWhile ? ['setpriv', '--pdeathsig', 'KILL'] : []),
    ...['unshare', '--mount', '--propagation', 'slave', '--pid', '--fork', '--mount-proc'],
    ...(forAWhile ? ['--net', '--kill-child'] : []),
    ...[
      'sh',
      '-c',
      enter(forAWhile?.group ?? [], forAWhile?.network ?? []),
      programPath(layout, 'busybox'),
    ],
    ...[dockerd, '--config-file', layout.config],
  ] as const;
  const child = spawn(program, args, {
    cwd: layout.home,
    detached: true,
    env: programEnvironment(layout),
    stdio: ['ignore', log.fd, log.fd],
  });
  child.unref();
  await log.close();
  return child;
}

/** @throws PrivateEngineError where it ends, or does not answer. */
export async function untilReady(
  layout: Layout,
  child: ChildProcess,
  signal: AbortSignal | undefined,
): Promise<void> {
  const ended = new AbortController();
  child.once('error', () => ended.abort());
  child.once('exit', () => ended.abort());
  const deadline = performance.now() + readyWithinMs;
  while ((await engineVersion(layout.socket)) === undefined) {
    signal?.throwIfAborted();
    if (ended.signal.aborted) throw await notStarted(layout, 'it ended at once');
    if (performance.now() > deadline) {
      throw await notStarted(layout, `it did not answer within ${readyWithinMs / 1000} seconds`);
    }
    await delay(pollMs);
  }
}

async function notStarted({ log }: Layout, what: string): Promise<PrivateEngineError> {
  const lines = (await readFile(log, 'utf8')).trim().split('\n').slice(-5).map(logMessage);
  return new PrivateEngineError(
    `The private engine did not start: ${what}. The end of its log:\n  ${lines.join('\n  ')}`,
    `All of its log is in ${log}; \`pnpm engine down\` clears what is left.`,
  );
}

/** logfmt's `msg`, with `error` where there is one. */
export function logMessage(line: string): string {
  const field = (name: string) => {
    const quoted = new RegExp(` ${name}=("(?:[^"\\\\]|\\\\.)*")`).exec(line)?.[1];
    return quoted === undefined ? undefined : String(JSON.parse(quoted));
  };
  const message = field('msg') ?? line;
  const error = field('error');
  return error === undefined ? message : `${message} (${error})`;
}
