import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { removeCgroups } from './cgroups.ts';
import { askEngine, engineVersion } from './engine-api.ts';
import type { Layout } from './layout.ts';
import { createNetwork, removeNetwork } from './network.ts';
import { PrivateEngineError } from './private-engine-error.ts';
import { programEnvironment, programPath } from './programs.ts';
import { chooseSubnet } from './subnet.ts';

const readyWithinMs = 30_000;
const stoppedWithinMs = 10_000;
const pollMs = 25;

/** Where containerd and runc keep sockets and state whatever they are told; the daemon gets its own. */
const sharedFolders = ['/run/containerd', '/run/runc'];
/** Run as the first process of the daemon's own process and mount namespaces; $0 is BusyBox. */
const enter = [
  ...sharedFolders.map((folder) => `"$0" mount -t tmpfs tmpfs ${folder}`),
  'exec "$@"',
].join(' && ');

/** The daemon's settings, see `dockerd --config-file`; `subnet` as `chooseSubnet` returns it. */
export function daemonConfig(layout: Layout, subnet: string): Record<string, unknown> {
  return {
    'data-root': layout.data,
    'exec-root': path.join(layout.run, 'exec'),
    pidfile: path.join(layout.run, 'dockerd.pid'),
    hosts: [layout.address],
    group: 'root',
    bridge: layout.name,
    'default-address-pools': [{ base: `${subnet}.0.0/16`, size: 24 }],
    // See createNetwork.
    iptables: false,
    ip6tables: false,
    'ip-forward': false,
    'exec-opts': ['native.cgroupdriver=cgroupfs'],
    'cgroup-parent': layout.name,
    'log-opts': { 'max-size': '10m', 'max-file': '2' },
  };
}

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
 * Starts the daemon and waits until it answers. What a crash left is cleared first.
 * @throws PrivateEngineError with the end of its log, where it does not come up.
 */
export async function startDaemon(
  layout: Layout,
  onProgress: (text: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  await clearRemains(layout);
  const subnet = chooseSubnet(
    await readFile('/proc/net/route', 'utf8'),
    await readFile('/etc/resolv.conf', 'utf8').catch(() => ''),
    await readSubnet(layout),
  );
  await mkdir(layout.run, { recursive: true, mode: 0o700 });
  await mkdir(layout.data, { recursive: true });
  for (const folder of sharedFolders) await mkdir(folder, { recursive: true });
  await writeFile(layout.config, JSON.stringify(daemonConfig(layout, subnet), null, 2));
  const noWayOut = await createNetwork(layout, subnet);
  if (noWayOut !== undefined) onProgress(`Containers will have no way out: ${noWayOut}`);
  try {
    await untilReady(layout, await spawnDaemon(layout), signal);
  } catch (error) {
    await stopDaemon(layout);
    throw error;
  }
}

async function spawnDaemon(layout: Layout): Promise<ChildProcess> {
  if (existsSync(layout.log)) await rename(layout.log, `${layout.log}.previous`);
  const log = await open(layout.log, 'a');
  const dockerd = programPath(layout, 'dockerd');
  const child = spawn(
    'unshare',
    [
      ...['--mount', '--propagation', 'slave', '--pid', '--fork', '--mount-proc'],
      ...[
        'sh',
        '-c',
        enter,
        programPath(layout, 'busybox'),
        dockerd,
        '--config-file',
        layout.config,
      ],
    ],
    {
      cwd: layout.home,
      detached: true,
      env: programEnvironment(layout),
      stdio: ['ignore', log.fd, log.fd],
    },
  );
  child.unref();
  await log.close();
  return child;
}

async function untilReady(
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

async function clearRemains(layout: Layout): Promise<void> {
  await removeNetwork(layout, await readSubnet(layout));
  await removeCgroups(layout.name);
  await rm(layout.run, { recursive: true, force: true });
  // Ours only where nothing else put anything there.
  for (const folder of sharedFolders) await rmdir(folder).catch(() => {});
}

async function readSubnet({ config }: Layout): Promise<string | undefined> {
  const text = await readFile(config, 'utf8').catch(() => '');
  return /"base": "(\d+\.\d+)\.0\.0\/16"/.exec(text)?.[1];
}
