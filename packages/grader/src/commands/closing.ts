import path from 'node:path';
import { writeTo } from '@kit/harness/write-to';
import { styleOf } from '@kit/verify/terminal';
import type { GradeOptions } from '../options.ts';
import type { ClosingClass } from '../screen/closing-class.ts';
import { closingTable } from '../screen/closing-table.ts';
import { readStamp, writeStamp } from '../stamp.ts';
import { sourcesDigest } from '../versions.ts';

/** How a grading ends, and begins where there is nothing to do. */

/** @param since when the first file was read, in milliseconds since 1970. */
export function remember(
  options: GradeOptions,
  places: readonly string[],
  closing: ClosingClass,
  since: number,
): void {
  const absolute = places.map((place) => path.resolve(place));
  writeStamp(stampRequest(options), absolute, closing, since);
}

/** @returns false where there is something to grade, or a report to write. */
export async function repeatClosing(options: GradeOptions): Promise<boolean> {
  if (options.fresh || options.output !== undefined || options.formats.length > 0) return false;
  const started = performance.now();
  const closing = readStamp(stampRequest(options));
  if (closing === undefined) return false;
  const learners = closing.learners.map((learner) => ({ ...learner, known: true }));
  await tellClosing({ ...closing, learners, durationMs: performance.now() - started }, options);
  return true;
}

export async function tellClosing(closing: ClosingClass, options: GradeOptions): Promise<void> {
  const { out, noColor } = options;
  const table = closingTable(closing, styleOf(process.stderr, noColor));
  const [page, folders] = [path.join(out, 'class.html'), path.join(out, 'learners')];
  const note = `  Reports: ${page}, and a folder for each learner in ${folders}\n`;
  await writeTo(process.stderr, `${table}${note}`);
}

function stampRequest({ out, workshop, directory, manifest, single }: GradeOptions) {
  const url = process.env.DATABASE_URL ?? '';
  return { out, inputs: [sourcesDigest(), workshop, directory, manifest, single, url] };
}
