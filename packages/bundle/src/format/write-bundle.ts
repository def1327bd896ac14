import { randomUUID } from 'node:crypto';
import { constants, createWriteStream } from 'node:fs';
import { access, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { quote } from '@kit/checker';
import { UsageError, whyNot } from '@kit/terminal';
import { pack } from 'tar-stream';
import type { Pack } from 'tar-stream';
import { bundleFile } from './bundle.ts';
import type { Bundle } from './bundle.ts';

/** Looks whether a file can be written, before all that goes into it is fetched. @throws UsageError */
export async function requireWritable(file: string): Promise<void> {
  try {
    const status = await stat(file).catch(() => undefined);
    if (status?.isDirectory() === true) throw Object.assign(new Error(), { code: 'EISDIR' });
    await access(path.dirname(file), constants.W_OK);
  } catch (cause) {
    throw new UsageError(
      `The bundle cannot be written to ${quote(file)}: ${whyNot(cause)}. Give another file to \`--output\`.`,
      { cause },
    );
  }
}

/**
 * Writes a bundle: whole, and on the disk for good, before the file has its name.
 * @param read gives the content of an entry.
 */
export async function writeBundle(
  file: string,
  bundle: Bundle,
  read: (entry: Bundle['entries'][number]) => Readable,
  signal?: AbortSignal,
): Promise<void> {
  const half = `${file}.${randomUUID().slice(0, 8)}.half`;
  const tar = pack();
  try {
    const written = pipeline(tar, createWriteStream(half, { flags: 'wx', flush: true }), {
      ...(signal && { signal }),
    });
    const filled = fill(tar, bundle, read);
    // Whichever fails first says why.
    await Promise.all([filled.catch((error: unknown) => tar.destroy(error as Error)), written]);
    await filled;
    await rename(half, file);
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
}

async function fill(
  tar: Pack,
  bundle: Bundle,
  read: (entry: Bundle['entries'][number]) => Readable,
): Promise<void> {
  tar.entry(header(bundleFile), `${JSON.stringify(bundle, null, 1)}\n`);
  for (const each of bundle.entries) {
    await addEntry(tar, each.name, each.size, read(each));
  }
  tar.finalize();
}

/** Adds one file to a tar, as its content comes. */
export async function addEntry(
  tar: Pack,
  name: string,
  size: number,
  content: Readable,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const entry = tar.entry({ ...header(name), size }, (error) => {
    if (error) reject(error);
    else resolve(undefined);
  });
  entry.once('error', reject);
  // What fails within a tar leaves nothing of it to be used.
  content.once('error', (error) => {
    reject(error);
    tar.destroy(error);
  });
  content.pipe(entry);
  await promise;
}

/** The same bundle is the same file. */
function header(name: string) {
  return { name, mode: 0o644, mtime: new Date(0) };
}
