import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { readAdmitted } from '@kit/checker';
import type { AdmissionRules, Submission } from '@kit/checker';
import { packContext } from '@kit/harness';
import { extract } from 'tar-stream';
import type { Extract } from 'tar-stream';
import { pieceBytes } from '../store/archives.ts';
import type { Archive } from '../store/archives.ts';

/** The folder is not any more what was let in. */
export class ChangedMeanwhile extends Error {
  override readonly name = 'ChangedMeanwhile';
}

/** Where temporary files go is full. */
export class NoRoom extends Error {
  override readonly name = 'NoRoom';
  readonly help =
    'Free some space there, or name a folder of another disk with TMPDIR; then run the same command again.';

  constructor(cause: unknown) {
    super(`There is no room left for temporary files in ${tmpdir()}.`, { cause });
  }
}

/** A packed submission in a file of this process alone; gone when disposed of. */
export interface Packed extends AsyncDisposable {
  readonly archive: Archive;
}

/**
 * Packs what a builder may read of a submission, for it to travel: regular
 * files, folders and links. A folder can change between one look at it and the
 * next; so what was packed is laid out where nobody else writes, and looked at
 * again. From here on that is the submission.
 *
 * @throws ChangedMeanwhile where it is another one, or one that is not let in; NoRoom.
 */
export async function packSubmission(
  { path: directory, context, dockerfile, digest }: Submission,
  rules: AdmissionRules,
): Promise<Packed> {
  const name = dockerfile.kind === 'missing' ? '' : dockerfile.name;
  return inOwnFolder(async (folder) => {
    const file = path.join(folder, 'archive');
    const tar = packContext(directory, context, name);
    await pipeline(tar, createGzip({ level: 1 }), createWriteStream(file));
    const archive = () => createReadStream(file, { highWaterMark: pieceBytes });
    await using snapshot = await unpackSubmission(archive());
    const packed = await readAdmitted(snapshot.directory, rules);
    if (packed.kind === 'admitted' && packed.submission.digest === digest) return { archive };
    throw new ChangedMeanwhile('Its files changed while they were read.');
  });
}

/** Twice what rules of admission let in at most. */
const maximumTarBytes = 100 * 1024 * 1024;

/** A folder of this process alone; gone when disposed of. */
export interface Snapshot extends AsyncDisposable {
  readonly directory: string;
}

/** Lays a packed submission out in a folder of its own. @throws NoRoom where it does not fit. */
export function unpackSubmission(
  archive: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Snapshot> {
  return inOwnFolder(async (directory) => {
    const entries = extract();
    const feeding = pipeline(archive, createGunzip(), atMost(maximumTarBytes), entries);
    // Whoever lays it out is told too.
    feeding.catch(() => undefined);
    await layOut(entries, directory);
    await feeding;
    return { directory };
  });
}

/** Fills a folder of this process alone, which goes when disposed of. @throws NoRoom */
async function inOwnFolder<Content extends object>(
  fill: (folder: string) => Promise<Content>,
): Promise<Content & AsyncDisposable> {
  const folder = await mkdtemp(path.join(tmpdir(), `grading-${process.pid}-`)).catch(orNoRoom);
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    return { ...(await fill(folder)), [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    return orNoRoom(error);
  }
}

function atMost(bytes: number) {
  return async function* (source: AsyncIterable<Uint8Array>) {
    let left = bytes;
    for await (const piece of source) {
      left -= piece.length;
      if (left < 0) throw new Error('It is larger than what is let in.');
      yield piece;
    }
  };
}

function orNoRoom(error: unknown): never {
  throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? new NoRoom(error) : error;
}

async function layOut(entries: Extract, directory: string): Promise<void> {
  // Last, so that nothing can be written through them.
  const links: { readonly at: string; readonly to: string }[] = [];
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

/** Removes what graders left that were killed. */
export async function sweepSnapshots(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = /^grading-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    // Another user's is theirs to remove.
    await rm(path.join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
