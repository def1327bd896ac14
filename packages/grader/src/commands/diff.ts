import { existsSync } from 'node:fs';
import { quote } from '@kit/checker';
import { writeTo } from '@kit/harness/write-to';
import { loadWorkshop, UsageError } from '@kit/verify';
import { styleOf } from '@kit/terminal';
import { classOfRun } from '../class-of-run.ts';
import type { ClassReport } from '../class-report.ts';
import { diffClasses } from '../diff/class-diff.ts';
import { diffJson } from '../diff/diff-json.ts';
import { diffText } from '../diff/diff-text.ts';
import type { DiffOptions } from '../options.ts';
import { databaseUrl, storeFolder } from '@kit/store/location';
import { readRun } from '../store/results.ts';
import { lastRuns } from '../store/runs.ts';
import { openGradingStore } from '../store/store.ts';
import { gradedWorkshop } from '../work/graded-workshop.ts';

/** `pnpm grade diff`: what the last grading changed against the one before. */
export async function diff(options: DiffOptions): Promise<number> {
  const { workshop } = gradedWorkshop(await loadWorkshop(options.workshop));
  const [after, before] = await readLastTwo(options, (run) => classOfRun(run, workshop));
  const found = diffClasses(before, after);
  const text = options.json
    ? diffJson(found)
    : diffText(found, styleOf(process.stdout, options.noColor));
  await writeTo(process.stdout, text);
  return 0;
}

async function readLastTwo(
  { out, workshop }: DiffOptions,
  classOf: (run: Parameters<typeof classOfRun>[0]) => ClassReport,
): Promise<readonly [ClassReport, ClassReport]> {
  const folder = storeFolder(out, 'grading');
  const url = databaseUrl();
  if (url === undefined && !existsSync(folder)) {
    throw new UsageError(
      `Nothing was graded in ${quote(out)}. Name the folder of the reports with \`--out\`.`,
    );
  }
  const store = await openGradingStore({ folder, databaseUrl: url }, () => undefined);
  try {
    const { last, previous } = await lastRuns(store.db, workshop);
    if (last === undefined || previous === undefined) {
      throw new UsageError(
        'There is but one grading to look at. Grade again, for example after a change to the checks; then compare.',
      );
    }
    const [after, before] = [
      classOf({ ...last, items: await readRun(store.db, last.id) }),
      classOf({ ...previous, items: await readRun(store.db, previous.id) }),
    ];
    return [after, before];
  } finally {
    await store.close();
  }
}
