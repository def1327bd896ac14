import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { BundleError, NoAnswerError } from './bundle-error.ts';

/** Content, named by what it is. */
export interface Blob {
  /** `sha256:…` */
  readonly digest: string;
  readonly size: number;
}

/** The rest of a blob; from its beginning where whoever sends it knows no other way. */
export interface Rest {
  readonly from: number;
  readonly content: Readable;
}

export interface ObtainOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told how many bytes more are here. */
  readonly onBytes?: (count: number) => void;
  /** How long it waits before it asks again, and then twice as long. */
  readonly waitMs?: number;
}

/** A folder of blobs: what an interrupted transfer left is there, and gone on with. */
export interface BlobStore {
  readonly folder: string;
  /** Where one that is here lies. */
  readonly fileOf: (digest: string) => string;
  readonly has: (digest: string) => Promise<boolean>;
  readonly read: (digest: string) => Readable;
  /** Takes a content whose name is not known yet. */
  readonly put: (content: Readable | Buffer) => Promise<Blob>;
  /**
   * Sees to it that a blob is here, whole, and what its name says.
   * @param ask for all that follows its first `from` bytes.
   * @throws BundleError where what comes is something else, or too little comes again and again.
   */
  readonly obtain: (
    blob: Blob,
    ask: (from: number) => Promise<Rest>,
    options?: ObtainOptions,
  ) => Promise<void>;
  /** Removes all of it, once it is of no use any more. */
  readonly clear: () => Promise<void>;
}

const mostFailures = 5;

export function openBlobStore(folder: string): BlobStore {
  const fileOf = (digest: string) => path.join(folder, digest.replace(':', '-'));
  const has = (digest: string) => isThere(fileOf(digest));

  const put = async (content: Readable | Buffer): Promise<Blob> => {
    await mkdir(folder, { recursive: true });
    const half = path.join(folder, `new-${randomUUID()}`);
    try {
      const hash = createHash('sha256');
      let size = 0;
      const counting = new Transform({
        transform(chunk: Buffer, _, done) {
          hash.update(chunk);
          size += chunk.length;
          done(null, chunk);
        },
      });
      await pipeline(Readable.from(content), counting, createWriteStream(half));
      const digest = `sha256:${hash.digest('hex')}`;
      await rename(half, fileOf(digest));
      return { digest, size };
    } catch (error) {
      await rm(half, { force: true });
      throw error;
    }
  };

  const obtain: BlobStore['obtain'] = async (blob, ask, options = {}) => {
    if (await has(blob.digest)) return;
    await mkdir(folder, { recursive: true });
    const half = `${fileOf(blob.digest)}.half`;
    await complete(half, blob, ask, options);
    const found = await digestOf(createReadStream(half));
    if (found !== blob.digest) {
      await rm(half);
      throw new BundleError(
        `What came as ${blob.digest} is something else: it is damaged.`,
        'Run the same command again; where it is told again, the source itself is damaged.',
      );
    }
    await rename(half, fileOf(blob.digest));
  };

  return {
    folder,
    fileOf,
    has,
    read: (digest) => createReadStream(fileOf(digest)),
    put,
    obtain,
    clear: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Appends what is missing, however often it is broken off, as long as something comes. */
async function complete(
  half: string,
  { digest, size }: Blob,
  ask: (from: number) => Promise<Rest>,
  { signal, onBytes = () => undefined, waitMs = 500 }: ObtainOptions,
): Promise<void> {
  let here = await sizeOf(half);
  onBytes(here);
  for (let failures = 0; here !== size;) {
    const before = here;
    let cause: unknown;
    try {
      const { from, content } = await ask(here > size ? 0 : here);
      onBytes(from - here);
      await append(half, from, limited(content, size - from, onBytes), signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof BundleError && !(error instanceof NoAnswerError)) throw error;
      cause = error;
    }
    here = await sizeOf(half);
    if (here === size) break;
    failures = here > before ? 0 : failures + 1;
    if (failures === mostFailures) {
      throw new BundleError(
        `Only ${here} of ${size} bytes of ${digest} came, and then nothing more.`,
        'Run the same command again: it goes on from there.',
        cause,
      );
    }
    if (failures > 0) await delay(waitMs * 2 ** failures, undefined, { signal });
  }
}

async function append(
  file: string,
  from: number,
  content: AsyncIterable<Buffer>,
  signal: AbortSignal | undefined,
): Promise<void> {
  await using handle = await open(file, 'a');
  await handle.truncate(from);
  await pipeline(content, createWriteStream(file, { flags: 'a', flush: true }), {
    ...(signal && { signal }),
  });
}

/** Nobody sends more than was agreed. */
async function* limited(
  content: Readable,
  most: number,
  onBytes: (count: number) => void,
): AsyncGenerator<Buffer> {
  let left = most;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    const taken = chunk.subarray(0, left);
    left -= taken.length;
    onBytes(taken.length);
    yield taken;
    if (left === 0) return;
  }
}

/** `sha256:…` of all that comes. */
export async function digestOf(
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of content) hash.update(chunk);
  return `sha256:${hash.digest('hex')}`;
}

async function isThere(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined)) !== undefined;
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.size ?? 0;
}
