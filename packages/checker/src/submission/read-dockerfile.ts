import { lstatSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import type { ContextEntry } from '@kit/dockerfile';
import type { DockerfileSource } from '../submission.ts';
import { readBounded } from './bounded-file.ts';
import { namesLikeDockerfile } from './similar-names.ts';

/** A Dockerfile is a page of text; no honest one comes near. */
const maximumDockerfileBytes = 1024 * 1024;

const name = 'Dockerfile';

/**
 * Reads the Dockerfile of a folder, or says what stands in its place. The name
 * is compared with the folder's own list, so that `dockerfile` is told apart
 * where the file system would not.
 * @param root absolute, links resolved.
 */
export function readDockerfile(root: string, entries: readonly ContextEntry[]): DockerfileSource {
  const entry = entries.find((candidate) => candidate.path === name);
  if (entry === undefined) return { kind: 'missing', similar: namesLikeDockerfile(entries) };
  if (entry.kind === 'directory') return unusable('directory');
  if (entry.kind === 'special') return unusable('special-file');
  let path = join(root, name);
  if (entry.kind === 'symlink') {
    const target = resolveLink(path);
    if (target === undefined) return unusable('broken-link');
    if (!isInside(root, target)) return unusable('link-outside');
    const stats = lstatSync(target, { throwIfNoEntry: false });
    if (stats === undefined) return unusable('broken-link');
    if (!stats.isFile()) return unusable(stats.isDirectory() ? 'directory' : 'special-file');
    path = target;
  }
  const file = readBounded(path, maximumDockerfileBytes);
  switch (file.kind) {
    case 'bytes':
      return decode(file.bytes);
    case 'link':
      return unusable('link-outside');
    case 'missing':
      return { kind: 'missing', similar: namesLikeDockerfile(entries) };
    default:
      return unusable(file.kind);
  }
}

/** True where `path` is `root` or below it; both absolute, links resolved. */
function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith('../') && !way.startsWith('..\\') && !isAbsolute(way);
}

function resolveLink(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function decode(bytes: Buffer): DockerfileSource {
  if (isUtf16(bytes)) return unusable('utf-16');
  if (bytes.includes(0)) return unusable('binary', 'It holds NUL bytes: it is no text.');
  try {
    return { kind: 'text', name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return unusable('binary', 'It is not saved as UTF-8 text.');
  }
}

/** By its byte-order mark, or by every other byte of its beginning being NUL. */
function isUtf16(bytes: Buffer): boolean {
  if (bytes.length < 2) return false;
  const mark = bytes.readUInt16BE(0);
  if (mark === 0xfffe || mark === 0xfeff) return true;
  const start = bytes.subarray(0, 64);
  const isNul = (offset: number) =>
    start.every((byte, index) => (index % 2 === offset ? byte === 0 : byte !== 0));
  return bytes.length % 2 === 0 && (isNul(0) || isNul(1));
}

type Unusable = Extract<DockerfileSource, { kind: 'unusable' }>;

const reasons: Readonly<Record<Unusable['problem'], string>> = {
  directory: 'It is a folder.',
  'link-outside': 'It is a link to a file outside this folder.',
  'broken-link': 'It is a link to a file that does not exist.',
  'special-file': 'It is a pipe, socket or device, not a regular file.',
  unreadable: 'You are not allowed to read it.',
  binary: 'It is no text.',
  'utf-16': 'It is saved as UTF-16 ("Unicode").',
  'too-large': 'It is larger than 1 MiB.',
};

function unusable(problem: Unusable['problem'], reason = reasons[problem]): Unusable {
  return { kind: 'unusable', name, problem, reason };
}
