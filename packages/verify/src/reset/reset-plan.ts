import { cp, lstat, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { readSubmission } from '@kit/checker';
import type { Workshop } from '@kit/checker';
import { learnersOwn } from '../content/attempt.ts';
import { forgetRecord, openRecord } from '../record/record.ts';
import { recordHome } from '../record/record-file.ts';
import type { LearnerRecord, Outcome } from '../record/record-file.ts';

/** What starting over takes away, found out before anything is touched. */
export interface ResetPlan {
  /** As the user named it. */
  readonly directory: string;
  readonly record: LearnerRecord;
  /** Names of what the learner wrote in the folder. */
  readonly files: readonly string[];
  /** Folder that keeps a copy of them. */
  readonly keptIn: string;
  /** The workshop's tags that are on the engine; they stay. */
  readonly tags: readonly string[];
}

/**
 * Looks at what there is to take away.
 * @throws SubmissionError where the folder cannot be read.
 */
export async function planReset(workshop: Workshop, directory: string): Promise<ResetPlan> {
  await readSubmission(directory);
  const exists = (name: string) =>
    lstat(path.join(directory, name)).then(
      () => true,
      () => false,
    );
  const found = await Promise.all(learnersOwn.map(exists));
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  return {
    directory,
    record: (await openRecord(workshop.name, directory)).record,
    files: learnersOwn.filter((_, index) => found[index]),
    keptIn: path.join(recordHome(), 'kept', stamp),
    tags: await tagsOnEngine(workshop),
  };
}

/**
 * Copies the files, and only then removes them and the record.
 * @throws where they cannot be copied or removed; nothing is lost then.
 */
export async function carryOutReset(plan: ResetPlan): Promise<Outcome> {
  if (plan.files.length > 0) await mkdir(plan.keptIn, { recursive: true });
  for (const name of plan.files) {
    const file = path.join(plan.directory, name);
    await cp(file, path.join(plan.keptIn, name), { recursive: true, verbatimSymlinks: true });
  }
  for (const name of plan.files) await rm(path.join(plan.directory, name), { recursive: true });
  return forgetRecord(plan.record);
}

/** None where no engine answers: nothing is said of them then. */
async function tagsOnEngine({ steps }: Workshop): Promise<readonly string[]> {
  const wanted = steps
    .flatMap(({ checks }) => checks)
    .flatMap(({ wants }) => (wants?.kind === 'tag' ? [wants.tag] : []));
  try {
    const { connectEngine, imageNames } = await import('@kit/harness');
    const names = (await imageNames(await connectEngine())).flatMap((line) => line.split(' '));
    return wanted.filter((tag) => names.includes(tag));
  } catch {
    return [];
  }
}
