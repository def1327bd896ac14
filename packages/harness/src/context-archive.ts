import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { includedEntries } from '@kit/dockerfile';
import type { BuildContext, ContextEntry } from '@kit/dockerfile';
import { pack } from 'tar-stream';
import type { Pack } from 'tar-stream';

/**
 * Packs a build context as `docker build` would send it: what `.dockerignore`
 * leaves in, and in any case the Dockerfile and `.dockerignore` themselves.
 * Regular files, folders and links only; nothing that changes or goes away
 * while it is read can break the archive.
 *
 * @param directory absolute path of the folder that `context` lists.
 */
export function packContext(
  directory: string,
  context: BuildContext,
  dockerfile: string,
): Readable {
  const archive = pack();
  const always = new Set([dockerfile, context.ignoreFile?.name]);
  const included = new Set(includedEntries(context));
  const entries = context.entries.filter((entry) => included.has(entry) || always.has(entry.path));
  packAll(archive, directory, entries).then(
    () => {
      archive.finalize();
    },
    (error: unknown) => archive.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return Readable.from(archive);
}

async function packAll(
  archive: Pack,
  directory: string,
  entries: readonly ContextEntry[],
): Promise<void> {
  for (const entry of entries) {
    if (entry.kind === 'directory') {
      archive.entry({ name: entry.path, type: 'directory', mode: entry.mode });
    } else if (entry.kind === 'symlink') {
      archive.entry({
        name: entry.path,
        type: 'symlink',
        mode: 0o777,
        linkname: entry.linkTarget ?? '',
      });
    } else if (entry.kind === 'file') await packFile(archive, directory, entry);
  }
}

async function packFile(
  archive: Pack,
  directory: string,
  { path: name }: ContextEntry,
): Promise<void> {
  // Never through a link, never waiting on a pipe that took the file's place.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(path.join(directory, name), flags).catch((error: unknown) => {
    if (isGone(error)) return undefined;
    throw error;
  });
  if (handle === undefined) return;
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) return;
    const file = { name, size: stats.size, mode: stats.mode & 0o777, mtime: stats.mtime };
    const content = Readable.from(exactly(handle, stats.size));
    await new Promise((resolve, reject) => {
      const entry = archive.entry(file, (error) => {
        if (error) reject(error instanceof Error ? error : new Error(String(error)));
        else resolve(undefined);
      });
      content.on('error', reject);
      content.pipe(entry);
    });
  } finally {
    await handle.close();
  }
}

function isGone(error: unknown): boolean {
  return ['ENOENT', 'ELOOP', 'ENXIO'].includes((error as NodeJS.ErrnoException).code ?? '');
}

/** As many bytes as the archive's header has promised, however the file has changed since. */
async function* exactly(handle: FileHandle, size: number): AsyncGenerator<Buffer> {
  let left = size;
  while (left > 0) {
    const buffer = Buffer.alloc(Math.min(left, 65_536));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
    if (bytesRead === 0) {
      for (; left > 0; left -= Math.min(left, 65_536)) yield Buffer.alloc(Math.min(left, 65_536));
      return;
    }
    left -= bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
