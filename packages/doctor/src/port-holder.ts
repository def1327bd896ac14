import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { System } from '@kit/harness/find';

export interface PortHolder {
  readonly pid: number;
  /** As the program calls itself: a stranger's text. */
  readonly name: string;
}

const execute = promisify(execFile);

/** The process that listens on a TCP port, where this user may see it. */
export async function holderOf(
  port: number,
  { platform }: System,
  signal: AbortSignal,
): Promise<PortHolder | undefined> {
  if (platform === 'linux') return fromProc(port);
  if (platform === 'win32') return fromNetstat(port, signal);
  return fromLsof(port, signal);
}

/** proc(5): of each socket its port and its inode; of each process its open files. */
async function fromProc(port: number): Promise<PortHolder | undefined> {
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
  );
  const links = new Set(
    tables.flatMap((table) => listeners(table, port)).map((inode) => `socket:[${inode}]`),
  );
  if (links.size === 0) return undefined;
  const processes = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry));
  for (const pid of processes) {
    const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
    for (const file of files) {
      const link = await readlink(`/proc/${pid}/fd/${file}`).catch(() => '');
      if (!links.has(link)) continue;
      const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
      return { pid: Number(pid), name: name.trim() };
    }
  }
  return undefined;
}

const listening = '0A';

/** @returns the inodes of the sockets that listen on a port. */
function listeners(table: string, port: number): readonly string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return table.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
    return local.endsWith(`:${hex}`) && state === listening ? [inode] : [];
  });
}

/** lsof(8), `-F`: a field a line, its letter first. */
export async function fromLsof(port: number, signal: AbortSignal): Promise<PortHolder | undefined> {
  const { stdout } = await execute('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], {
    signal,
  });
  const pid = /^p(\d+)$/m.exec(stdout)?.[1];
  const name = /^c(.+)$/m.exec(stdout)?.[1];
  return pid === undefined ? undefined : { pid: Number(pid), name: name ?? '' };
}

async function fromNetstat(port: number, signal: AbortSignal): Promise<PortHolder | undefined> {
  const { stdout } = await execute('netstat', ['-ano', '-p', 'TCP'], { signal });
  const pid = new RegExp(`:${port}\\s+\\S+\\s+LISTENING\\s+(\\d+)`).exec(stdout)?.[1];
  if (pid === undefined) return undefined;
  const { stdout: row } = await execute('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'], {
    signal,
  });
  return { pid: Number(pid), name: /^"([^"]+)"/.exec(row.trim())?.[1] ?? '' };
}
