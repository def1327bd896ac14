import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { removeContainer } from './cleanup.ts';
import { withDeadline } from './deadline.ts';
import type { Engine } from './engine.ts';
import { EngineError, engineErrorOf } from './errors.ts';
import { ownLabels } from './labels.ts';

/** One entry of an image's file system. */
export type ImageEntry =
  | { readonly kind: 'file'; readonly content: Buffer; readonly mode: number }
  | { readonly kind: 'directory'; readonly mode: number }
  | { readonly kind: 'symlink'; readonly target: string }
  | { readonly kind: 'special' };

/** More than any folder has that a workshop asks about. */
const maximumBytes = 64 * 1024 * 1024;

/**
 * Reads folders out of an image, through a container that is never started.
 *
 * @param folders absolute paths; one that the image does not have is left out.
 * @returns entries by absolute path, the folders themselves among them.
 * @throws EngineError where the engine fails, or a folder holds more than 64 MiB.
 */
export async function readImageTree(
  engine: Engine,
  imageId: string,
  folders: readonly string[],
): Promise<ReadonlyMap<string, ImageEntry>> {
  const container = await withDeadline(
    // An image without a command of its own can be read too.
    engine.client.createContainer({ Image: imageId, Cmd: ['-'], Labels: ownLabels() }),
    'creating a container to read files from',
  );
  try {
    const entries = new Map<string, ImageEntry>();
    for (const folder of folders) {
      const archive = await archiveOf(container, folder);
      if (archive !== undefined) await readEntries(archive, path.posix.dirname(folder), entries);
    }
    return entries;
  } catch (error) {
    throw engineErrorOf(error, 'reading files of the image');
  } finally {
    await removeContainer(engine, container.id);
  }
}

type Container = Awaited<ReturnType<Engine['client']['createContainer']>>;

async function archiveOf(
  container: Container,
  folder: string,
): Promise<NodeJS.ReadableStream | undefined> {
  try {
    return await withDeadline(
      container.getArchive({ path: folder }),
      'being asked for files of the image',
    );
  } catch (error) {
    if ((error as { readonly statusCode?: number }).statusCode === 404) return undefined;
    throw error;
  }
}

async function readEntries(
  archive: NodeJS.ReadableStream,
  parent: string,
  entries: Map<string, ImageEntry>,
): Promise<void> {
  let bytes = 0;
  for await (const entry of archive.pipe(extract())) {
    const { name, type, size, mode, linkname } = entry.header;
    bytes += size;
    if (bytes > maximumBytes) {
      throw new EngineError(
        'refused',
        `A folder of the image, ${parent}, holds more than ${maximumBytes / 2 ** 20} MiB.`,
        'Copy less into it.',
      );
    }
    const at = path.posix.resolve(parent, name);
    const content = await buffer(entry);
    // A file that has two names comes once, and then by its first name.
    const first =
      type === 'link' && linkname ? entries.get(path.posix.resolve(parent, linkname)) : undefined;
    if (first !== undefined) entries.set(at, first);
    else if (type === 'file') entries.set(at, { kind: 'file', content, mode });
    else if (type === 'directory') entries.set(at, { kind: 'directory', mode });
    else if (type === 'symlink') entries.set(at, { kind: 'symlink', target: linkname });
    else entries.set(at, { kind: 'special' });
  }
}
