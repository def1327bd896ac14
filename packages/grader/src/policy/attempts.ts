import type { Attempts } from '@kit/checker';
import type { SubmissionGrade } from '../class-report.ts';

/**
 * The attempt of a learner that counts, with its number where there are several.
 * What could not be judged counts only where nothing was.
 *
 * @param grades of one learner, at least one; those without a time come first,
 * in the order given.
 */
export function countingAttempt(
  grades: readonly SubmissionGrade[],
  attempts: Attempts,
): SubmissionGrade {
  const inOrder = grades.toSorted((a, b) => timeOf(a) - timeOf(b));
  const best = Math.max(...inOrder.map(rank));
  const candidates = inOrder.filter((grade) => rank(grade) === best);
  const highest = Math.max(...candidates.map(({ score }) => score));
  const counting =
    attempts === 'latest' ? candidates.at(-1) : candidates.find(({ score }) => score === highest);
  if (counting === undefined) throw new Error('A learner has no attempt.');
  if (grades.length === 1) return counting;
  return { ...counting, attempt: { number: inOrder.indexOf(counting) + 1, of: grades.length } };
}

/** A fault of the machine's may yet become a grade; a refusal does not. */
function rank({ outcome }: SubmissionGrade): number {
  return { refused: 0, error: 1, failed: 2, passed: 2 }[outcome];
}

function timeOf({ submittedAt }: SubmissionGrade): number {
  return submittedAt === undefined ? 0 : Date.parse(submittedAt);
}
