import { lstat } from 'node:fs/promises';
import { readAdmitted, SubmissionError } from '@kit/checker';
import type { AdmissionRules, Submission } from '@kit/checker';
import type { Profile } from '@kit/harness';
import { faultOf } from '@kit/verify';
import type { RunItem } from '../store/runs.ts';
import { contentKeyOf } from '../versions.ts';
import type { Versions } from '../versions.ts';
import type { ClassEntry, EntryProblem } from './class-entry.ts';
import { refusedByPolicy } from './refused-by-policy.ts';

export interface ReadContents {
  /** One an entry, in the same order. */
  readonly items: readonly RunItem[];
  /** A submission of each content, by its key. */
  readonly submissions: ReadonlyMap<string, Submission>;
}

/** Looks into the folders of a class: what was handed in, whether it is let in, and under which name it goes. */
export async function readContents(
  entries: readonly ClassEntry[],
  versions: Versions,
  { profile, rules }: { readonly profile: Profile; readonly rules: AdmissionRules },
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
      const admission = await readAdmitted(directory, rules);
      const read = admission.kind === 'admitted' ? admission.submission.path : directory;
      if (await isLinkTo(read, directory)) {
        items.push({ ...base, content: becameLink });
        continue;
      }
      if (admission.kind === 'refused') {
        const { refusals, source } = admission;
        items.push({ ...base, content: refusedByPolicy(refusals, source) });
        continue;
      }
      const { submission } = admission;
      const hash = submission.digest;
      const key = contentKeyOf(hash, versions, profile);
      submissions.set(key, submission);
      items.push({ ...base, content: { hash, key } });
    } catch (error) {
      items.push({ ...base, content: problemOf(error) });
    }
  }
  return { items, submissions };
}

/** Whether something else was read than a folder: what a link led to that took its place. */
async function isLinkTo(read: string, directory: string): Promise<boolean> {
  const [found, named] = await Promise.all([lstat(read), lstat(directory)]);
  return named.isSymbolicLink() || named.ino !== found.ino || named.dev !== found.dev;
}

const becameLink: EntryProblem = {
  kind: 'refused',
  reason: 'The folder became a link while it was read, and grading follows none.',
  help: 'Put the folder itself in its place.',
};

/** What nobody foresaw, of one folder, stops nobody else. */
function problemOf(error: unknown): EntryProblem {
  return error instanceof SubmissionError
    ? { kind: 'refused', reason: error.message, help: '' }
    : { kind: 'error', ...faultOf(error) };
}
