import type { ClassReport, GradeOutcome } from '../class-report.ts';

const words: readonly (readonly [GradeOutcome, string])[] = [
  ['passed', 'passed'],
  ['failed', 'failed'],
  ['refused', 'refused'],
  ['error', 'could not be judged'],
];

/** `8 submissions: 1 passed, 5 failed, 2 could not be judged.` */
export function outcomesInWords({ submissions }: Pick<ClassReport, 'submissions'>): string {
  if (submissions.length === 0) return 'Nobody has handed in anything.';
  const parts = words
    .map(([outcome, word]) => ({
      word,
      count: submissions.filter((grade) => grade.outcome === outcome).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ count, word }) => `${count} ${word}`);
  const all = submissions.length === 1 ? '1 submission' : `${submissions.length} submissions`;
  return `${all}: ${parts.join(', ')}.`;
}
