import path from 'node:path';
import { writeTo } from '@kit/harness/write-to';
import { styleOf } from '@kit/terminal';
import type { GradeOptions } from '../options.ts';
import type { ClosingClass } from '../screen/closing-class.ts';
import { closingTable } from '../screen/closing-table.ts';
import { databaseUrl } from '@kit/store/location';
import { readStamp, writeStamp } from '../stamp.ts';
import type { Places } from '../stamp.ts';
import { sourcesDigest } from '../versions.ts';

/** How a grading ends, and begins where there is nothing to do. */

/** @param since when the first file was read, in milliseconds since 1970. */
export function remember(
  options: GradeOptions,
  places: Places,
  closing: ClosingClass,
  since: number,
): void {
  writeStamp(stampRequest(options), places, closing, since);
}

/** @returns false where there is something to grade, or a report to write. */
export async function repeatClosing(options: GradeOptions): Promise<boolean> {
  if (options.fresh || options.output !== undefined || options.formats.length > 0) return false;
  const started = performance.now();
  const closing = readStamp(stampRequest(options));
  if (closing === undefined) return false;
  const learners = closing.learners.map((learner) => ({ ...learner, known: true }));
  await tellClosing({ ...closing, learners, durationMs: performance.now() - started }, options);
  await tellReports(options);
  return true;
}

export async function tellClosing(closing: ClosingClass, options: GradeOptions): Promise<void> {
  await writeTo(process.stderr, closingTable(closing, styleOf(process.stderr, options.noColor)));
}

export async function tellReports({ out }: GradeOptions): Promise<void> {
  const [page, folders] = [path.join(out, 'class.html'), path.join(out, 'learners')];
  await writeTo(process.stderr, `  Reports: ${page}, a folder for each learner in ${folders}\n`);
}

function stampRequest({ out, workshop, directory, manifest, single, profile }: GradeOptions) {
  const asked = [workshop, directory, manifest, single, profile, databaseUrl()];
  return { out, circumstances: [sourcesDigest(), ...asked] };
}
