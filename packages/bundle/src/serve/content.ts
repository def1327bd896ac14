import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface Part {
  /** Of its first and of its last byte. */
  readonly start: number;
  readonly end: number;
}

/** What is sent, whole or a part of it. */
export interface Content {
  readonly type: string;
  readonly size: number;
  /** `sha256:…`: it never changes. */
  readonly digest: string;
  readonly read: (part: Part) => Readable;
}

/** Answers GET and HEAD; with the part that was asked for, as RFC 9110 says of `Range`. */
export async function sendContent(
  asked: IncomingMessage,
  answer: ServerResponse,
  { type, size, digest, read }: Content,
): Promise<void> {
  answer.setHeader('content-type', type);
  answer.setHeader('accept-ranges', 'bytes');
  answer.setHeader('etag', `"${digest}"`);
  answer.setHeader('docker-content-digest', digest);
  const part = partOf(asked.headers.range, size);
  if (part === 'none') {
    answer.writeHead(416, { 'content-range': `bytes */${size}` }).end();
    return;
  }
  const { start, end } = part ?? { start: 0, end: size - 1 };
  answer.setHeader('content-length', end - start + 1);
  if (part === undefined) answer.writeHead(200);
  else answer.writeHead(206, { 'content-range': `bytes ${start}-${end}/${size}` });
  if (asked.method === 'HEAD' || size === 0) answer.end();
  else await pipeline(read({ start, end }), answer);
}

/**
 * The part that is asked for; `none` where it lies behind the end.
 * @returns nothing for the whole, and for forms that nobody here asks in: they may be ignored.
 */
function partOf(range: string | undefined, size: number): Part | 'none' | undefined {
  const [, first, last] = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(range ?? '') ?? [];
  if (first === undefined) return undefined;
  const start = Number(first);
  const end = last ? Math.min(Number(last), size - 1) : size - 1;
  if (start >= size) return 'none';
  return end < start ? undefined : { start, end };
}
