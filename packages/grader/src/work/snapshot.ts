import { createWriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Submission } from '@kit/checker';
import { packContext } from '@kit/harness';
import { extract } from 'tar-stream';
import { maximumBytes } from '../class/read-contents.ts';

/**
 * Packs what a builder may read of a submission, for it to travel: regular
 * files, folders and links, as they are now.
 */
export async function packSubmission(submission: Submission): Promise<Uint8Array> {
  const { path: directory, context, dockerfile } = submission;
  const name = dockerfile.kind === 'missing' ? '' : dockerfile.name;
  return gzipSync(await buffer(packContext(directory, context, name)), { level: 1 });
}

/** With what the archive itself adds to the files. */
const maximumTarBytes = 2 * maximumBytes;

/** A folder of this process alone; gone when disposed of. */
export interface Snapshot extends AsyncDisposable {
  readonly directory: string;
}

/** Lays a packed submission out in a folder of its own. */
export async function unpackSubmission(archive: Uint8Array): Promise<Snapshot> {
  const directory = await mkdtemp(path.join(tmpdir(), 'grading-'));
  const snapshot: Snapshot = {
    directory,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
  try {
    const tar = gunzipSync(archive, { maxOutputLength: maximumTarBytes });
    await layOut(tar, directory);
    return snapshot;
  } catch (error) {
    await snapshot[Symbol.asyncDispose]();
    throw error;
  }
}

async function layOut(tar: Buffer, directory: string): Promise<void> {
  // Last, so that nothing can be written through them.
  const links: { readonly at: string; readonly to: string }[] = [];
  const entries = Readable.from([tar]).pipe(extract());
  for await (const entry of entries) {
    const { name, type, mode, linkname } = entry.header;
    const at = path.join(directory, name);
    if (!at.startsWith(directory + path.sep)) throw new Error(`${name} leads out of its folder.`);
    if (type === 'symlink') links.push({ at, to: linkname });
    await mkdir(type === 'directory' ? at : path.dirname(at), { recursive: true });
    // Whoever unpacks it must be able to remove it.
    if (type === 'directory') await chmod(at, (mode & 0o777) | 0o700);
    if (type === 'file') {
      await pipeline(entry, createWriteStream(at, { flags: 'wx' }));
      await chmod(at, mode & 0o777);
    }
    entry.resume();
  }
  for (const { at, to } of links) await symlink(to, at);
}
