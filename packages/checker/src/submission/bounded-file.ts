import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** What stands at a path: the bytes of a regular file, or why there are none. */
export type BoundedFile = { readonly kind: 'bytes'; readonly bytes: Buffer } | Unread;

type Unread =
  | { readonly kind: 'too-large'; readonly size: number }
  | { readonly kind: 'missing' | 'directory' | 'link' | 'special-file' | 'unreadable' };

// O_NOFOLLOW: no link, even one put there after we looked. O_NONBLOCK: a FIFO
// without a writer does not hold us. Where one does not exist it counts as 0.
const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const pieceBytes = 64 * 1024;

/**
 * Reads a regular file of at most `limit` bytes. Follows no link, never waits
 * for a FIFO or a device, and reads no more than the limit even where the file
 * grows. The caller has looked that it is no device: opening one can act on it.
 */
export function readBounded(path: string, limit: number): BoundedFile {
  const pieces: Buffer[] = [];
  const file = readPieces(path, limit, (piece) => pieces.push(Buffer.from(piece)));
  return file.kind === 'read' ? { kind: 'bytes', bytes: Buffer.concat(pieces) } : file;
}

/**
 * The same for a file that need not be in memory.
 * @param take is given a piece that is another one after it returns.
 */
export function readPieces(
  path: string,
  limit: number,
  take: (piece: Buffer) => void,
): { readonly kind: 'read'; readonly size: number } | Unread {
  let descriptor: number;
  try {
    descriptor = openSync(path, flags);
  } catch (error) {
    return { kind: kindOfError(error) };
  }
  try {
    const stats = fstatSync(descriptor);
    if (stats.isDirectory()) return { kind: 'directory' };
    if (!stats.isFile()) return { kind: 'special-file' };
    if (stats.size > limit) return { kind: 'too-large', size: stats.size };
    const buffer = Buffer.alloc(Math.min(pieceBytes, stats.size + 1));
    for (let size = 0; ;) {
      const read = readSync(descriptor, buffer, 0, buffer.length, null);
      if (read === 0) return { kind: 'read', size };
      size += read;
      if (size > limit) return { kind: 'too-large', size };
      take(buffer.subarray(0, read));
    }
  } catch {
    return { kind: 'unreadable' };
  } finally {
    closeSync(descriptor);
  }
}

/** The first bytes of a regular file, as carefully as `readBounded`. */
export function readHead(path: string, limit: number): Buffer | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, flags);
  } catch {
    return undefined;
  }
  try {
    if (!fstatSync(descriptor).isFile()) return undefined;
    const buffer = Buffer.alloc(limit);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, limit, 0));
  } catch {
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}

function kindOfError(error: unknown): 'missing' | 'link' | 'special-file' | 'unreadable' {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'missing';
    case 'ELOOP':
      return 'link';
    case 'ENXIO': // a socket
      return 'special-file';
    default:
      return 'unreadable';
  }
}
