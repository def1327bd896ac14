import { createHash } from 'node:crypto';
import { plain } from '@kit/checker';
import type { Diagnostic } from '@kit/checker';
import type { ClassReport, GradedStep, SubmissionGrade } from '../class-report.ts';
import { judgedSteps, paragraphs, refusalParagraphs } from './judged-steps.ts';

/** One thing found in one submission. */
export interface Finding {
  readonly rule: string;
  /** A mistake, a submission that was not judged, a good habit that is missing. */
  readonly level: 'error' | 'warning' | 'note';
  readonly text: string;
  readonly grade: SubmissionGrade;
  /** Absent where it belongs to none. */
  readonly step?: GradedStep;
  readonly docs?: string | undefined;
  readonly range?: Diagnostic['range'];
  /** The same for the same mistake in the next run, and when it has moved to another line. */
  readonly fingerprint: string;
}

type Found = Omit<Finding, 'fingerprint' | 'grade'>;

/** Rule of submissions that were refused: the one that is no check. */
export const refusedRule = 'submission-refused';

/** All that is told of a class, learner by learner; good habits only of those who passed. */
export function findingsOf(report: ClassReport): readonly Finding[] {
  return report.submissions.flatMap((grade) => {
    const seen = new Map<string, number>();
    return foundIn(grade, report).map((found) => {
      const key = keyOf(grade, found);
      const occurrence = (seen.get(key) ?? 0) + 1;
      seen.set(key, occurrence);
      return { ...found, grade, fingerprint: `${key}:${occurrence}` };
    });
  });
}

function foundIn(grade: SubmissionGrade, report: ClassReport): readonly Found[] {
  const { outcome, problem } = grade;
  if (outcome === 'refused') {
    if (problem?.refusals !== undefined) {
      return problem.refusals.map((refusal) => ({
        rule: refusedRule,
        level: 'warning',
        text: refusalParagraphs(refusal),
        range: refusal.range,
      }));
    }
    const text = plain(`${problem?.reason ?? ''} ${problem?.help ?? ''}`, 1000);
    return [{ rule: refusedRule, level: 'warning', text: text || 'It was refused.' }];
  }
  const mistakes = judgedSteps(grade, report).flatMap(({ step, result }) =>
    result.status === 'failed'
      ? result.diagnostics.map((each) => ({ ...told(each, 'error'), step }))
      : [],
  );
  const habits = outcome === 'passed' ? grade.report.advice : [];
  return [...mistakes, ...habits.map((each) => told(each, 'note'))];
}

function told(diagnostic: Diagnostic, level: Finding['level']): Found {
  const { check, docs, range } = diagnostic;
  return { rule: check, level, text: paragraphs(diagnostic), docs, range };
}

/** Of what the line says, not of its number, nor of a message that tells of one run. */
function keyOf({ name, report }: SubmissionGrade, { rule, step, range }: Found): string {
  const lines = report.submission.source?.split('\n') ?? [];
  const line = range === undefined ? '' : (lines[range.start.line - 1] ?? '').trim();
  const parts = [name, step?.id ?? '', rule, line];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
