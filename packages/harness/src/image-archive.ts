import { pipeline } from 'node:stream';
import { extract } from 'tar-stream';
import type { Header } from 'tar-stream';
import { removeContainer } from './cleanup.ts';
import { withDeadline } from './deadline.ts';
import type { Engine } from './engine.ts';
import { EngineError, engineErrorOf } from './errors.ts';
import { ownLabels } from './labels.ts';

/** What lies at a path of an image: a file alone, or a folder and all below it. */
export type ReadArchive = (path: string) => Promise<AsyncIterable<ArchiveEntry> | undefined>;

export interface ArchiveEntry {
  readonly header: Pick<Header, 'name' | 'type' | 'size' | 'mode' | 'linkname'>;
  /** To be read before the next entry, or not at all. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** More than any folder has that a workshop asks about. */
const maximumBytes = 64 * 1024 * 1024;

/**
 * Opens the files of an image, through a container that is never started.
 *
 * @param use is given a function that reads one path, `undefined` where the
 * image has nothing there. Entries are read in order, to the end of each or not.
 * @throws EngineError where the engine fails, or what lies at a path has more than 64 MiB.
 */
export async function openImage<Result>(
  engine: Engine,
  imageId: string,
  use: (read: ReadArchive) => Promise<Result>,
): Promise<Result> {
  const container = await withDeadline(
    // An image without a command of its own can be read too.
    engine.client.createContainer({ Image: imageId, Cmd: ['-'], Labels: ownLabels() }),
    'creating a container to read files from',
  );
  try {
    return await use(async (path) => {
      const archive = await archiveOf(container, path);
      return archive && entriesOf(archive, path);
    });
  } catch (error) {
    throw engineErrorOf(error, 'reading files of the image');
  } finally {
    await removeContainer(engine, container.id);
  }
}

type Container = Awaited<ReturnType<Engine['client']['createContainer']>>;

async function archiveOf(
  container: Container,
  path: string,
): Promise<NodeJS.ReadableStream | undefined> {
  try {
    return await withDeadline(container.getArchive({ path }), 'being asked for files of the image');
  } catch (error) {
    if ((error as { readonly statusCode?: number }).statusCode === 404) return undefined;
    throw error;
  }
}

async function* entriesOf(
  archive: NodeJS.ReadableStream,
  path: string,
): AsyncGenerator<ArchiveEntry> {
  let bytes = 0;
  // Whoever stops reading early ends the archive too.
  const entries = pipeline(archive, extract(), () => undefined);
  for await (const entry of entries) {
    bytes += entry.header.size;
    if (bytes > maximumBytes) {
      throw new EngineError(
        'refused',
        `${path} of the image holds more than ${maximumBytes / 2 ** 20} MiB.`,
        'Copy less into it.',
      );
    }
    yield { header: entry.header, content: entry as AsyncIterable<Uint8Array> };
    entry.resume();
  }
}
