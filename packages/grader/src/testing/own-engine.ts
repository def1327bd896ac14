import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { repository } from '@kit/verify';

/** An engine that a test may freeze, kill and fill: its own, within limits; gone when disposed of. */
export interface OwnEngine extends Disposable {
  /** For processes and for this one: with these they find it, and no other. */
  readonly env: Readonly<Record<'DOCKER_HOST' | 'WORKSHOP_ENGINE_HOME', string>>;
  /** The number of its daemon here. */
  readonly daemon: () => number;
  readonly isRunning: () => boolean;
  /** Those of engines that gradings made of it. */
  readonly daemonsOfGradings: () => readonly number[];
  /** The first two parts of all addresses of its networks. */
  readonly addresses: () => string;
  /** Gives its daemon no more memory, so that the kernel ends it. */
  readonly starve: () => void;
  /** Starts it again, after its end. */
  readonly start: () => void;
  /** How many control groups its containers and builds have. */
  readonly groups: () => number;
  /** How many processes they have, daemons apart. */
  readonly processes: () => number;
}

const mebibyte = 2 ** 20;
const limits = { memory: 1536 * mebibyte, processes: 2_000, disk: 3_000 * mebibyte };

/** Why there can be none on this machine; nothing where there can. */
export const whyNoOwnEngine: string | undefined =
  process.platform !== 'linux' || process.getuid?.() !== 0
    ? 'only root on Linux can start one'
    : existsSync('/sys/fs/cgroup/memory')
      ? undefined
      : 'its limits are known for control groups of version 1 alone';

export function startOwnEngine(): OwnEngine {
  // Sockets have short names.
  const home = mkdtempSync(path.join(tmpdir(), 'own-engine-'));
  const env = { WORKSHOP_ENGINE_HOME: home, DOCKER_HOST: `unix://${home}/run/docker.sock` };
  const engine = (...args: readonly string[]) => {
    const { DOCKER_HOST: _, ...inherited } = process.env;
    execFileSync(
      process.execPath,
      [path.join(repository, 'packages/harness/bin/engine.js'), ...args],
      {
        env: { ...inherited, WORKSHOP_ENGINE_HOME: home },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
  };
  mountDisk(home);
  borrowPrograms(home);
  engine('up');
  const group = nameOfGroup(home);
  limit(group);
  return {
    env,
    daemon: () => daemonOf(home),
    isRunning: () => findDaemon(home) !== undefined,
    daemonsOfGradings: () => daemonsIn(path.join(home, 'throw-away/')),
    addresses: () => /"base": ?"(\d+\.\d+)\./.exec(readConfig(home))?.[1] ?? '',
    starve: () => {
      const folder = `/sys/fs/cgroup/memory/${group}-daemon`;
      mkdirSync(folder, { recursive: true });
      // What it has counts where it was: this is for what it asks for from now on.
      writeFileSync(path.join(folder, 'memory.limit_in_bytes'), String(2 * mebibyte));
      writeFileSync(path.join(folder, 'cgroup.procs'), String(daemonOf(home)));
    },
    start: () => {
      engine('up');
      limit(group);
    },
    groups: () => groupsIn(`/sys/fs/cgroup/memory/${group}`).length,
    processes: () => processesIn(`/sys/fs/cgroup/pids/${group}`),
    [Symbol.dispose]: () => {
      spawnSync('kill', ['-CONT', String(findDaemon(home))]);
      engine('down');
      spawnSync('rmdir', [`/sys/fs/cgroup/memory/${group}-daemon`]);
      spawnSync('umount', [path.join(home, 'data')]);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** What fills it fills no other. */
function mountDisk(home: string): void {
  const [image, data] = [path.join(home, 'disk'), path.join(home, 'data')];
  mkdirSync(data);
  execFileSync('truncate', ['--size', String(limits.disk), image]);
  execFileSync('mkfs.ext4', ['-q', '-F', image]);
  execFileSync('mount', ['-o', 'loop', image, data]);
}

/** From this machine's private engine, where there is one, instead of downloading them again. */
function borrowPrograms(home: string): void {
  const cache = process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache');
  const theirs = path.join(cache, 'docker-workshop-kit/engine');
  for (const name of globSync('programs-*', { cwd: theirs })) {
    cpSync(path.join(theirs, name), path.join(home, name), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
}

function readConfig(home: string): string {
  return readFileSync(path.join(home, 'daemon.json'), 'utf8');
}

function nameOfGroup(home: string): string {
  const config = JSON.parse(readConfig(home)) as object;
  return (config as Readonly<Record<'cgroup-parent', string>>)['cgroup-parent'];
}

/** Of all its builds and containers together. */
function limit(group: string): void {
  for (const [controller, file, value] of [
    ['memory', 'memory.limit_in_bytes', limits.memory],
    ['pids', 'pids.max', limits.processes],
    // One core: the others are the grader's, and the machine's.
    ['cpu', 'cpu.cfs_quota_us', 100_000],
  ] as const) {
    const folder = `/sys/fs/cgroup/${controller}/${group}`;
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, file), String(value));
  }
}

/** A control group, and all below it. */
function groupsIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [folder, ...below.flatMap(({ name }) => groupsIn(path.join(folder, name)))];
}

function processesIn(folder: string): number {
  const groups = groupsIn(folder).map((group) =>
    readFileSync(path.join(group, 'cgroup.procs'), 'utf8').split('\n').slice(0, -1),
  );
  // An engine that a grading made of it has its daemon there too.
  return groups.filter((ids) => !ids.some(isDaemon)).flat().length;
}

function isDaemon(id: string): boolean {
  try {
    return readFileSync(`/proc/${id}/comm`, 'utf8').trim() === 'dockerd';
  } catch {
    return false;
  }
}

function daemonOf(home: string): number {
  const found = findDaemon(home);
  if (found === undefined) throw new Error('The engine does not run.');
  return found;
}

function findDaemon(home: string): number | undefined {
  return daemonsIn(path.join(home, 'daemon.json'))[0];
}

/** @param config how the path of their configuration begins. */
function daemonsIn(config: string): readonly number[] {
  const found = readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const [program = '', ...args] = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
      return path.basename(program) === 'dockerd' && args.some((arg) => arg.startsWith(config));
    } catch {
      return false;
    }
  });
  return found.map(Number);
}
