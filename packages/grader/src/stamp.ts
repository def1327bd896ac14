import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { storeFolder } from './store/folder.ts';
import type { ClosingClass } from './screen/closing-class.ts';

/**
 * What a grading left behind, for the same command to see in an instant that
 * nothing has changed since: neither files, by their sizes and times, nor
 * options, nor the kit.
 */
interface Stamp {
  readonly signature: string;
  /** Files and folders that were looked at. */
  readonly places: readonly string[];
  readonly closing: ClosingClass;
}

export interface StampRequest {
  readonly out: string;
  /** All else that the reports depend on: options, versions. */
  readonly inputs: readonly unknown[];
}

/** More than any class has; then nothing is remembered. */
const mostEntries = 200_000;
/** A file that changes again so soon may keep its time. */
const clockMs = 50;

/** @returns what the last grading came to, where the same command would come to the same again. */
export function readStamp(request: StampRequest): ClosingClass | undefined {
  try {
    const stamp = JSON.parse(readFileSync(stampFile(request), 'utf8')) as Stamp;
    if (!existsSync(path.join(request.out, 'class.html'))) return undefined;
    const { signature } = signatureOf(stamp.places, request);
    return signature === stamp.signature ? stamp.closing : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Remembers a grading.
 * @param since when its files were read first, in milliseconds since 1970: what changed later is not what was graded.
 */
export function writeStamp(
  request: StampRequest,
  places: readonly string[],
  closing: ClosingClass,
  since: number,
): void {
  const { signature, newest } = signatureOf(places, request);
  if (newest > since - clockMs) return;
  const stamp: Stamp = { signature, places, closing };
  mkdirSync(path.dirname(stampFile(request)), { recursive: true });
  writeFileSync(stampFile(request), JSON.stringify(stamp));
}

function stampFile({ out }: StampRequest): string {
  return path.join(storeFolder(out), 'last-grading.json');
}

function signatureOf(
  places: readonly string[],
  { out, inputs }: StampRequest,
): { readonly signature: string; readonly newest: number } {
  const hash = createHash('sha256').update(JSON.stringify([places, inputs]));
  const reports = path.resolve(out);
  const pending = [...places];
  let newest = 0;
  let entries = 0;
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    if (place === reports) continue;
    entries += 1;
    if (entries > mostEntries) throw new Error('Too much to remember.');
    const { mode, size, mtimeMs, ctimeMs, ino } = lstatSync(place);
    const isFolder = (mode & 0o170_000) === 0o040_000;
    hash.update(JSON.stringify([place, mode, isFolder || [size, mtimeMs, ctimeMs, ino]]));
    if (!isFolder) newest = Math.max(newest, ctimeMs);
    else for (const name of readdirSync(place)) pending.push(path.join(place, name));
  }
  return { signature: hash.digest('hex'), newest };
}
