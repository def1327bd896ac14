import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Stats } from 'node:fs';
import path from 'node:path';
import type { ClosingClass } from './screen/closing-class.ts';
import { storeFolder } from '@kit/store/location';

/**
 * What a grading left behind, for the same command to see in an instant that
 * nothing has changed since: neither files, by their sizes and times, nor
 * options, nor the kit.
 */
interface Stamp extends Places {
  readonly signature: string;
  readonly closing: ClosingClass;
}

/** What a grading goes by, and what comes of it, by absolute paths. */
export interface Places {
  /** Files, and folders with all that is in them. */
  readonly inputs: readonly string[];
  readonly reports: readonly string[];
}

export interface StampRequest {
  readonly out: string;
  /** All else that the reports depend on: options, versions. */
  readonly circumstances: readonly unknown[];
}

/** More than any class has; then nothing is remembered. */
const mostEntries = 200_000;
/** A file that changes again so soon may keep its time. */
const clockMs = 50;

/** @returns what the last grading came to, where the same command would come to the same again. */
export function readStamp(request: StampRequest): ClosingClass | undefined {
  try {
    const stamp = JSON.parse(readFileSync(stampFile(request), 'utf8')) as Stamp;
    return signatureOf(stamp, request).signature === stamp.signature ? stamp.closing : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Remembers a grading, where it can: what cannot be looked at or written down
 * takes nothing from what is graded.
 * @param since when its files were read first, in milliseconds since 1970: what changed later is not what was graded.
 */
export function writeStamp(
  request: StampRequest,
  places: Places,
  closing: ClosingClass,
  since: number,
): void {
  try {
    const { signature, newest } = signatureOf(places, request);
    if (newest > since - clockMs) return;
    const stamp: Stamp = { signature, ...places, closing };
    mkdirSync(path.dirname(stampFile(request)), { recursive: true });
    writeFileSync(stampFile(request), JSON.stringify(stamp));
  } catch {
    // A name that is not UTF-8, a file that goes away, a full disk: the next grading looks at all again.
  }
}

function stampFile({ out }: StampRequest): string {
  return path.join(storeFolder(out, 'grading'), 'last-grading.json');
}

function signatureOf(
  { inputs, reports }: Places,
  { out, circumstances }: StampRequest,
): { readonly signature: string; readonly newest: number } {
  const hash = createHash('sha256').update(JSON.stringify([inputs, reports, circumstances]));
  // The reports may lie among the submissions.
  const left = path.resolve(out);
  const pending = [...inputs];
  let newest = 0;
  let entries = 0;
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    if (place === left) continue;
    entries += 1;
    if (entries > mostEntries) throw new Error('Too much to remember.');
    const stats = lstatSync(place);
    hash.update(shownTimes(place, stats));
    if (stats.isDirectory()) {
      for (const name of readdirSync(place)) pending.push(path.join(place, name));
    } else newest = Math.max(newest, stats.ctimeMs);
  }
  for (const report of reports) hash.update(shownTimes(report, lstatSync(report)));
  return { signature: hash.digest('hex'), newest };
}

function shownTimes(place: string, stats: Stats): string {
  const { mode, size, mtimeMs, ctimeMs, ino } = stats;
  // A folder's own times change with what is beside the submissions.
  return JSON.stringify([place, mode, stats.isDirectory() || [size, mtimeMs, ctimeMs, ino]]);
}
