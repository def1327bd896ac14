import { readFile, readdir } from 'node:fs/promises';
import { demultiplex } from './container-log.ts';
import { withDeadline } from './deadline.ts';
import type { Engine } from './engine.ts';

export interface ListeningSocket {
  /** `0.0.0.0`, `127.0.0.1`, `::`, `::1`, … */
  readonly address: string;
  readonly port: number;
}

/** What the processes of a container listen on (TCP); `unknown` where nobody can tell. */
export async function listListening(
  engine: Engine,
  id: string,
): Promise<readonly ListeningSocket[] | 'unknown'> {
  const table = (await readFromHere(id)) ?? (await readFromInside(engine, id));
  return table === undefined ? 'unknown' : parseSockets(table);
}

/** Where the engine's processes are this machine's, their network is in /proc. */
async function readFromHere(id: string): Promise<string | undefined> {
  const process = await findProcess(id);
  return process && readTables(`${process}/net/tcp`, `${process}/net/tcp6`);
}

/**
 * By its control group: the number that the engine knows it by is another one
 * here, where the engine has a process namespace of its own.
 */
async function findProcess(id: string): Promise<string | undefined> {
  const names = await readdir('/proc').catch(() => []);
  for (const name of names.filter((each) => /^\d+$/.test(each))) {
    const groups = await readFile(`/proc/${name}/cgroup`, 'utf8').catch(() => '');
    if (groups.includes(id)) return `/proc/${name}`;
  }
  return undefined;
}

async function readTables(...files: readonly string[]): Promise<string> {
  const tables = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  return tables.join('\n');
}

/** Elsewhere a small program of the image has to read them; no shell is asked for. */
async function readFromInside(engine: Engine, id: string): Promise<string | undefined> {
  try {
    const exec = await withDeadline(
      engine.client.getContainer(id).exec({
        Cmd: ['cat', '/proc/net/tcp', '/proc/net/tcp6'],
        AttachStdout: true,
      }),
      'starting a program in a container',
    );
    const stream = await withDeadline(exec.start({}), 'starting a program in a container');
    const text = await withDeadline(readBounded(stream), 'reading from a container', { ms: 3_000 });
    return text.includes('local_address') ? text : undefined;
  } catch {
    return undefined;
  }
}

async function readBounded(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk));
    size += chunk.length;
    if (size > 256 * 1024) break;
  }
  return demultiplex(Buffer.concat(chunks));
}

/** proc(5): addresses are hexadecimal in the machine's byte order, `0A` is LISTEN. */
function parseSockets(table: string): readonly ListeningSocket[] {
  const sockets: ListeningSocket[] = [];
  for (const line of table.split('\n')) {
    const match = /^\s*\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) \S+ 0A /.exec(line);
    if (match === null) continue;
    const socket = { address: addressOf(match[1] ?? ''), port: parseInt(match[2] ?? '', 16) };
    // Docker's own name server listens in every container of a user's network.
    if (socket.address !== '127.0.0.11') sockets.push(socket);
  }
  return sockets;
}

function addressOf(hex: string): string {
  const words = hex.match(/.{8}/g) ?? [];
  const bytes = words.flatMap((word) =>
    (word.match(/../g) ?? []).reverse().map((byte) => parseInt(byte, 16)),
  );
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.every((byte) => byte === 0)) return '::';
  if (bytes.slice(0, 15).every((byte) => byte === 0) && bytes[15] === 1) return '::1';
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255;
  if (isMapped) return bytes.slice(12).join('.');
  const groups = Array.from({ length: 8 }, (_, index) =>
    (((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0)).toString(16),
  );
  return groups.join(':');
}
