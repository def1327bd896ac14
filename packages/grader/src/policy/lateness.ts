import type { Grading } from '@kit/checker';
import type { SubmissionGrade } from '../class-report.ts';

type Late = NonNullable<SubmissionGrade['late']>;

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * How late a submission came, and what that costs; `undefined` where it came in
 * time. Nobody is late where it is not known when it came, or when it was due.
 */
export function latenessOf(submittedAt: string | undefined, grading: Grading): Late | undefined {
  const { due, graceMinutes, late } = grading;
  if (submittedAt === undefined || due === undefined) return undefined;
  const lateMs = Date.parse(submittedAt) - Date.parse(due);
  if (lateMs <= graceMinutes * minuteMs) return undefined;
  return { minutes: Math.ceil(lateMs / minuteMs), deducted: deduction(lateMs, late) };
}

function deduction(lateMs: number, rule: Grading['late']): number {
  switch (rule.kind) {
    case 'accept':
      return 0;
    case 'refuse':
      return 1;
    case 'deduct': {
      const days = Math.ceil(lateMs / dayMs);
      return Number(Math.min(rule.most, rule.perDay * days).toFixed(6));
    }
  }
}
