import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { quote } from '@kit/checker';
import { whyNot } from '@kit/terminal';
import { digestOf } from '../blob-store.ts';
import { BundleError } from '../bundle-error.ts';
import { inMegabytes } from '../size.ts';
import { bundleFile, longestBundleFile, parseBundle } from './bundle.ts';
import type { Bundle, BundleEntry } from './bundle.ts';
import type { BundleSource } from './source.ts';

/** A file of which every entry can be read by its place. */
export interface BundleOnDisk extends BundleSource {
  /** A part of an entry; all of it by default. */
  readonly slice: (
    entry: BundleEntry,
    range?: { readonly start: number; readonly end: number },
  ) => ReturnType<BundleSource['read']>;
}

/** tar(5): headers and contents begin at multiples of it. */
const block = 512;
const pieceBytes = 256 * 1024;

/** @throws BundleError where it cannot be read, is none, or is cut off. */
export async function openBundleFile(file: string, signal?: AbortSignal): Promise<BundleOnDisk> {
  const handle = await open(file).catch((error: unknown) => {
    throw new BundleError(
      `${quote(file)} cannot be read: ${notThere(error)}.`,
      'Name the file that `pnpm bundle pack` has made, or the address of `pnpm bundle serve`, with its `http://`.',
      error,
    );
  });
  try {
    return await sourceOf(handle, file, signal);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function notThere(error: unknown): string {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
    ? 'there is no such file'
    : whyNot(error);
}

async function sourceOf(
  handle: FileHandle,
  file: string,
  signal: AbortSignal | undefined,
): Promise<BundleOnDisk> {
  const status = await handle.stat();
  if (!status.isFile()) throw noBundle(file);
  const found = status.size;
  const { bundle, length } = await readBundleFile(handle, file);
  const starts = new Map<string, number>();
  let end = block + padded(length);
  for (const entry of bundle.entries) {
    starts.set(entry.name, end + block);
    end += block + padded(entry.size);
  }
  if (found < end) throw cutOff(file, found, end);

  const slice: BundleOnDisk['slice'] = (entry, range = { start: 0, end: entry.size - 1 }) => {
    const start = starts.get(entry.name) ?? 0;
    return Readable.from(bytesOf(handle, start + range.start, start + range.end), {
      objectMode: false,
    });
  };
  return {
    bundle,
    slice,
    read: (entry) => slice(entry),
    async obtain(entry, onBytes) {
      const content = slice(entry);
      if (onBytes) content.on('data', (chunk: Buffer) => onBytes(chunk.length));
      const digest = await digestOf(content);
      signal?.throwIfAborted();
      if (digest !== entry.digest) throw damaged(file, entry);
    },
    forget: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => handle.close(),
  };
}

/** The first entry tells of all others; tar(5) says where its name and its size stand. */
async function readBundleFile(
  handle: FileHandle,
  file: string,
): Promise<{ readonly bundle: Bundle; readonly length: number }> {
  const head = await readAt(handle, 0, block);
  const name = head.toString('latin1', 0, 100).replace(/\0.*$/s, '');
  const length = Number.parseInt(head.toString('latin1', 124, 136), 8);
  const isBundle = name === bundleFile && length > 0 && length <= longestBundleFile;
  const content = isBundle ? await readAt(handle, block, length) : undefined;
  if (content?.length !== length) {
    throw noBundle(file);
  }
  return { bundle: parseBundle(content.toString(), file), length };
}

/** A stream of `node:fs` that ends early would close the file for all others. */
async function* bytesOf(handle: FileHandle, first: number, last: number): AsyncGenerator<Buffer> {
  for (let position = first; position <= last;) {
    const piece = await readAt(handle, position, Math.min(pieceBytes, last + 1 - position));
    if (piece.length === 0) return;
    position += piece.length;
    yield piece;
  }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(length), position });
  return buffer.subarray(0, bytesRead);
}

function padded(size: number): number {
  return Math.ceil(size / block) * block;
}

function noBundle(file: string): BundleError {
  return new BundleError(
    `${quote(file)} is no bundle, or only the beginning of one.`,
    'Copy it again to its end, or make one with `pnpm bundle pack`.',
  );
}

function cutOff(file: string, found: number, whole: number): BundleError {
  return new BundleError(
    `${quote(file)} is cut off: ${inMegabytes(found)} of ${inMegabytes(whole)} are there, ${inMegabytes(whole - found)} are missing.`,
    'Copy it again to its end, and run the same command again.',
  );
}

function damaged(file: string, { name }: BundleEntry): BundleError {
  return new BundleError(
    `${quote(file)} is damaged: ${name} in it is not what it was when it was packed.`,
    'Copy the file again; where that changes nothing, pack it again.',
  );
}
