import { once } from 'node:events';
import type { Stats } from 'node:fs';
import { lstat, readlink, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { ContextEntry } from '@kit/dockerfile';
import { packetTypes } from './messages.ts';
import type { Packet, Stat } from './messages.ts';
import { isGone, openRegularFile, piecesOf } from './read-file.ts';

export type FileStream = ServerDuplexStream<Packet, Packet>;

/**
 * Sends files as fsutil's sender does: first the list of all, then the content
 * of those that the receiver asks for, until it has enough.
 *
 * @param directory absolute path of the folder that `entries` are in.
 * @param replaced contents to send in the place of files and links, by path.
 * @throws where a file cannot be read.
 */
export async function sendFiles(
  stream: FileStream,
  directory: string,
  entries: readonly ContextEntry[],
  replaced: ReadonlyMap<string, Buffer> = new Map(),
): Promise<void> {
  const root = await realpath(directory);
  const listed: Stat[] = [];
  for (const entry of inWireOrder(entries)) {
    const found = await statOf(directory, entry);
    if (found === undefined) continue;
    const text = replaced.get(entry.path);
    const stat = text === undefined ? found : { ...found, ...regularFile(found, text) };
    listed.push(stat);
    await send(stream, { type: packetTypes.stat, stat });
  }
  await send(stream, { type: packetTypes.stat });
  // Ended by the caller: leaving the loop must not destroy it.
  const packets: AsyncIterable<Packet> = stream.iterator({ destroyOnReturn: false });
  for await (const packet of packets) {
    if (packet.type === packetTypes.end) {
      await send(stream, { type: packetTypes.end });
      return;
    }
    if (packet.type !== packetTypes.request) continue;
    const ID = packet.ID ?? 0;
    const stat = listed[ID];
    if (stat === undefined) continue;
    const data = replaced.get(stat.path);
    if (data === undefined) await sendContent(stream, root, stat, ID);
    else {
      await send(stream, { type: packetTypes.data, ID, data });
      await send(stream, { type: packetTypes.data, ID, data: endOfFile });
    }
  }
}

const endOfFile = new Uint8Array();

async function sendContent(
  stream: FileStream,
  root: string,
  { path: name, size }: Stat,
  ID: number,
): Promise<void> {
  const handle = await openRegularFile(root, name);
  if (handle !== undefined) {
    try {
      for await (const data of piecesOf(handle, size)) {
        await send(stream, { type: packetTypes.data, ID, data });
      }
    } finally {
      await handle.close();
    }
  }
  await send(stream, { type: packetTypes.data, ID, data: endOfFile });
}

/** @throws where the builder takes no more; what was opened is closed then. */
async function send(stream: FileStream, packet: Packet): Promise<void> {
  if (stream.destroyed) throw new Error('The builder takes no more files.');
  if (stream.write(packet)) return;
  const settled = new AbortController();
  const { signal } = settled;
  try {
    await Promise.race([
      once(stream, 'drain', { signal }),
      once(stream, 'close', { signal }).then(() => {
        throw new Error('The builder takes no more files.');
      }),
    ]);
  } finally {
    settled.abort();
  }
}

/** A folder stands before what is in it, and that before the next name beside the folder. */
function inWireOrder(entries: readonly ContextEntry[]): readonly ContextEntry[] {
  const keyed = entries.map((entry) => ({
    entry,
    key: Buffer.from(entry.path.replaceAll('/', '\0')),
  }));
  return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ entry }) => entry);
}

/** @returns nothing for what is gone, or is neither file, folder nor link. */
async function statOf(directory: string, { path: name }: ContextEntry): Promise<Stat | undefined> {
  try {
    const file = path.join(directory, name);
    const stats = await lstat(file, { bigint: false });
    const mode = goModeOf(stats);
    if (mode === undefined) return undefined;
    return {
      path: name,
      mode,
      // `docker build` hands files over as root's, whoever owns them here.
      uid: 0,
      gid: 0,
      size: stats.isFile() ? stats.size : 0,
      modTime: String(Math.round(stats.mtimeMs * 1e6)),
      linkname: stats.isSymbolicLink() ? await readlink(file) : '',
    };
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** What it says of itself where it is sent as a file, whatever it is. */
function regularFile({ mode }: Stat, content: Buffer): Partial<Stat> {
  return { mode: mode & 0o777, size: content.length, linkname: '' };
}

/** Go's `io/fs`, type FileMode. */
const goModes = {
  directory: 2 ** 31,
  symlink: 2 ** 27,
  setUserId: 2 ** 23,
  setGroupId: 2 ** 22,
  sticky: 2 ** 20,
};

function goModeOf(stats: Stats): number | undefined {
  const permissions =
    (stats.mode & 0o777) +
    (stats.mode & 0o4000 ? goModes.setUserId : 0) +
    (stats.mode & 0o2000 ? goModes.setGroupId : 0) +
    (stats.mode & 0o1000 ? goModes.sticky : 0);
  if (stats.isFile()) return permissions;
  if (stats.isDirectory()) return goModes.directory + permissions;
  if (stats.isSymbolicLink()) return goModes.symlink + permissions;
  return undefined;
}
