import { realpath } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { includedEntries } from '@kit/dockerfile';
import type { BuildContext, ContextEntry } from '@kit/dockerfile';
import { pack } from 'tar-stream';
import type { Pack } from 'tar-stream';
import { openRegularFile, piecesOf } from './read-file.ts';

/**
 * Packs a build context as `docker build` sends it to the classic builder: what
 * `.dockerignore` leaves in, and in any case the Dockerfile and `.dockerignore`
 * themselves, which that builder takes out where they are to be left out.
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

// A mode of 0 is none to `tar-stream`, which puts one of its own in its place.
async function packAll(
  archive: Pack,
  directory: string,
  entries: readonly ContextEntry[],
): Promise<void> {
  const root = await realpath(directory);
  for (const entry of entries) {
    if (entry.kind === 'directory') {
      archive.entry({ name: entry.path, type: 'directory', mode: entry.mode || 0o700 });
    } else if (entry.kind === 'symlink') {
      archive.entry({
        name: entry.path,
        type: 'symlink',
        mode: 0o777,
        linkname: entry.linkTarget ?? '',
      });
    } else if (entry.kind === 'file') await packFile(archive, root, entry);
  }
}

async function packFile(
  archive: Pack,
  directory: string,
  { path: name }: ContextEntry,
): Promise<void> {
  const handle = await openRegularFile(directory, name);
  if (handle === undefined) return;
  try {
    const stats = await handle.stat();
    const file = { name, size: stats.size, mode: stats.mode & 0o777 || 0o400, mtime: stats.mtime };
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

/** As many bytes as the archive's header has promised, however the file has changed since. */
async function* exactly(handle: FileHandle, size: number): AsyncGenerator<Buffer> {
  let left = size;
  for await (const piece of piecesOf(handle, size)) {
    left -= piece.length;
    yield piece;
  }
  for (; left > 0; left -= Math.min(left, 65_536)) yield Buffer.alloc(Math.min(left, 65_536));
}
