import { readSubmission, SubmissionError } from '@kit/checker';
import type { Submission } from '@kit/checker';
import { includedEntries } from '@kit/dockerfile';
import type { RunItem } from '../store/runs.ts';
import { contentKeyOf } from '../versions.ts';
import type { Versions } from '../versions.ts';
import type { ClassEntry } from './class-entry.ts';

/** That the files of one submission may come to; they travel through the database. */
export const maximumBytes = 50 * 1024 * 1024;

export interface ReadContents {
  /** One an entry, in the same order. */
  readonly items: readonly RunItem[];
  /** A submission of each content, by its key. */
  readonly submissions: ReadonlyMap<string, Submission>;
}

/** Looks into the folders of a class: what was handed in, and under which name it goes. */
export async function readContents(
  entries: readonly ClassEntry[],
  versions: Versions,
): Promise<ReadContents> {
  const items: RunItem[] = [];
  const submissions = new Map<string, Submission>();
  for (const { name, path, directory, submittedAt, problem } of entries) {
    const base = { name, path, ...(submittedAt !== undefined && { submittedAt }) };
    if (problem !== undefined) {
      items.push({ ...base, content: problem });
      continue;
    }
    try {
      const submission = await readSubmission(directory);
      refuseTooLarge(submission);
      const hash = submission.digest;
      const key = contentKeyOf(hash, versions);
      submissions.set(key, submission);
      items.push({ ...base, content: { hash, key } });
    } catch (error) {
      if (!(error instanceof SubmissionError)) throw error;
      items.push({ ...base, content: { kind: 'refused', reason: error.message, help: '' } });
    }
  }
  return { items, submissions };
}

function refuseTooLarge({ context }: Submission): void {
  const bytes = includedEntries(context).reduce((sum, { size }) => sum + size, 0);
  if (bytes <= maximumBytes) return;
  const [has, most] = [bytes, maximumBytes].map((each) => Math.ceil(each / 2 ** 20));
  throw new SubmissionError(
    `A builder would be sent ${has} MiB from this folder, and grading takes ${most} MiB at most. ` +
      'Remove what the image does not need, or name it in a `.dockerignore`.',
  );
}
