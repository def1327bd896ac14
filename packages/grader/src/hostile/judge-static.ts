import { admissionRulesOf } from '@kit/checker';
import { loadWorkshop, verifySubmission } from '@kit/verify';
import type { Report } from '@kit/verify';
import type { GradeOutcome } from '../class-report.ts';
import { readClass } from '../class/read-class.ts';
import { readContents } from '../class/read-contents.ts';
import { versionsOf } from '../versions.ts';
import { gradedWorkshop } from '../work/graded-workshop.ts';
import { packSubmission, unpackSubmission } from '../work/snapshot.ts';

/** What became of a submission, and all that was said of it. */
export interface Judged {
  readonly outcome: GradeOutcome;
  readonly said: string;
}

/** Takes a class through grading as far as it goes without an engine. */
export async function judgeStatically(directory: string): Promise<ReadonlyMap<string, Judged>> {
  const plain = await loadWorkshop('containerize-python');
  const { workshop } = gradedWorkshop(plain);
  const rules = admissionRulesOf(plain);
  const { entries } = await readClass(directory);
  const { items, submissions } = await readContents(entries, versionsOf(plain.name), {
    profile: 'grade',
    rules,
  });
  const judged = new Map<string, Judged>();
  for (const { name, content } of items) {
    if (!('key' in content)) {
      judged.set(name, { outcome: content.kind, said: `${content.reason} ${content.help}` });
      continue;
    }
    const submission = submissions.get(content.key);
    if (submission === undefined) throw new Error(`${name} has no files.`);
    await using packed = await packSubmission(submission, rules);
    await using snapshot = await unpackSubmission(packed.archive());
    const report = await verifySubmission(
      {
        workshop,
        directory: snapshot.directory,
        mode: 'static',
        openSession: () => Promise.reject(new Error('No engine is asked.')),
      },
      () => undefined,
      new AbortController().signal,
    );
    judged.set(name, { outcome: report.outcome, said: saidIn(report) });
  }
  return judged;
}

export function saidIn({ steps }: Report): string {
  return steps
    .flatMap(({ diagnostics, ...step }) => [
      'reason' in step ? step.reason : '',
      ...diagnostics.flatMap(({ message, why, help }) => [message, why, help]),
    ])
    .join('\n');
}
