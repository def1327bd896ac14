import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** A PostgreSQL of a test's own: its files are in a temporary folder, and it listens on 127.0.0.1 alone. */
export interface Postgres {
  /** Stays the same for as long as it lives. */
  readonly url: string;
  /** Starts it again, after `kill`, or after ending it in order where it runs. */
  restart(): Promise<void>;
  /** Ends all its processes at once with SIGKILL; what it wrote stays. */
  kill(): Promise<void>;
  /** Ends it, and removes its files. */
  stop(): Promise<void>;
}

/** Where Debian and Ubuntu have the programs, of the newest version that is installed. */
const programs = globSync('/usr/lib/postgresql/*/bin')
  .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  .at(-1);

/** False where PostgreSQL is not installed. */
export const hasPostgres = programs !== undefined && existsSync(path.join(programs, 'initdb'));

// PostgreSQL refuses to run as root.
const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // What a killed process wrote is safe with the kernel; only a power cut loses it.
  fsync: 'off',
};

/** @throws where `hasPostgres` is false. */
export async function startPostgres(): Promise<Postgres> {
  if (programs === undefined) throw new Error('PostgreSQL is not installed.');
  const folder = await mkdtemp(path.join(tmpdir(), 'postgres-'));
  if (nobody.uid !== undefined) await chown(folder, nobody.uid, nobody.gid);
  const as = { ...nobody, cwd: folder };
  const data = path.join(folder, 'data');
  const program = (name: string) => path.join(programs, name);
  const port = await freePort();
  const password = randomUUID();
  await initialise(program('initdb'), data, password, as);

  const start = async () => {
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const args = ['-D', data, '-p', `${port}`, ...options];
    const stdio = ['ignore', 'ignore', 'pipe'] as const;
    const server = spawn(program('postgres'), args, { ...as, stdio: [...stdio] });
    await untilReady(server);
    return server;
  };
  let server = await start();

  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    restart: async () => {
      await end(server, 'SIGINT');
      server = await start();
    },
    kill: () => end(server, 'SIGKILL'),
    stop: async () => {
      await end(server, 'SIGQUIT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function initialise(
  initdb: string,
  data: string,
  password: string,
  as: { readonly cwd: string; readonly uid?: number; readonly gid?: number },
): Promise<void> {
  const file = path.join(as.cwd, 'password');
  await writeFile(file, password);
  if (as.uid !== undefined && as.gid !== undefined) await chown(file, as.uid, as.gid);
  const trust = ['--username=postgres', `--pwfile=${file}`, '--auth=scram-sha-256'];
  // Without a locale its words are the English ones that `untilReady` waits for.
  await promisify(execFile)(initdb, ['-D', data, ...trust, '--no-locale', '-E', 'UTF8', '-N'], as);
}

function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      if (log.includes('ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`PostgreSQL ended as it started:\n${log}`)));
  });
}

async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, 'exit');
  if (signal === 'SIGKILL') killWithChildren(server.pid);
  else server.kill(signal);
  await exited;
}

/** Its processes have a session each: a signal to a group would not reach them all. */
function killWithChildren(pid = 0): void {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').match(/\d+/g) ?? [];
  for (const each of [pid, ...children.map(Number)]) {
    try {
      process.kill(each, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

/** A port of 127.0.0.1 on which nothing listens. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
