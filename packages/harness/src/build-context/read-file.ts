import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open, readlink } from 'node:fs/promises';
import path from 'node:path';

/**
 * Opens a regular file of a folder: never through a link, nor by way of a folder that became
 * one, never waiting on a pipe that took its place.
 * @param directory absolute, links resolved.
 * @returns nothing where it is gone, or is no regular file any more.
 */
export async function openRegularFile(
  directory: string,
  name: string,
): Promise<FileHandle | undefined> {
  const file = path.join(directory, name);
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(file, flags).catch((error: unknown) => {
    if (isGone(error)) return undefined;
    throw error;
  });
  if (handle === undefined) return undefined;
  if ((await handle.stat()).isFile() && (await isAt(handle, file))) return handle;
  await handle.close();
  return undefined;
}

/** Whether an open file is where it was looked for; proc(5), and taken to be so where there is none. */
async function isAt({ fd }: FileHandle, file: string): Promise<boolean> {
  const place = await readlink(`/proc/self/fd/${fd}`).catch(() => file);
  return place === file;
}

export function isGone(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO'].includes(
    (error as NodeJS.ErrnoException).code ?? '',
  );
}

const pieceBytes = 32 * 1024;

/** The first `size` bytes of a file, in pieces; fewer where it has become shorter. */
export async function* piecesOf(handle: FileHandle, size: number): AsyncGenerator<Buffer> {
  for (let left = size; left > 0;) {
    const piece = Buffer.alloc(Math.min(left, pieceBytes));
    const { bytesRead } = await handle.read(piece, 0, piece.length, null);
    if (bytesRead === 0) return;
    left -= bytesRead;
    yield piece.subarray(0, bytesRead);
  }
}
