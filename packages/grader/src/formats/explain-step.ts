import { cut } from '@kit/checker';
import type { Diagnostic } from '@kit/checker';
import { codeFrame, createPen } from '@kit/terminal';
import type { SubmissionGrade } from '../class-report.ts';
import type { LearnerStep, LearnerView } from './learner-view.ts';

const pen = createPen({ color: false, unicode: true, width: 80 });

/** More is not read in one place, and stays far below what the readers of results take. */
const longest = 4000;
const mostTold = 10;

/**
 * Why a step did not pass, as plain text of at most 4,000 UTF-16 code units: no
 * control characters, no lines wider than a page. Empty where it passed.
 */
export function explainStep(
  { result }: LearnerStep,
  { steps }: Pick<LearnerView, 'steps'>,
  { report }: SubmissionGrade,
): string {
  switch (result.status) {
    case 'passed':
      return '';
    case 'failed':
      return inShort(
        result.diagnostics
          .slice(0, mostTold)
          .map((each) => explain(each, report.submission.source)),
      );
    case 'blocked':
      return `Not judged: ${waitsFor(result.blockedBy, steps)}`;
    case 'skipped':
    case 'error':
      return inShort([paragraph('', `Not judged: ${result.reason}`)]);
  }
}

/** One sentence for a step that is blocked. */
export function waitsFor(id: string, steps: readonly LearnerStep[]): string {
  const step = steps.find(({ result }) => result.id === id);
  if (step === undefined) return 'it waits for an earlier step.';
  return `it waits for step ${step.number}, “${step.result.title}”.`;
}

/** What a diagnostic is about, in the learner's file; empty where it is about no place. */
export function frameOf(
  { range }: Pick<Diagnostic, 'range'>,
  source: string | undefined,
): readonly string[] {
  return range === undefined || source === undefined ? [] : codeFrame(source, range, pen);
}

function explain(diagnostic: Diagnostic, source: string | undefined): string {
  const { message, why, help, docs } = diagnostic;
  const frame = frameOf(diagnostic, source);
  return [
    paragraph('', message),
    ...(frame.length === 0 ? [] : ['', ...frame]),
    '',
    paragraph('Why   ', why),
    paragraph('Do    ', help),
    ...(docs === undefined ? [] : [paragraph('Docs  ', docs)]),
  ].join('\n');
}

function paragraph(label: string, text: string): string {
  return pen.paragraph(label, text.slice(0, longest)).join('\n');
}

function inShort(parts: readonly string[]): string {
  return cut(parts.join('\n\n\n'), longest);
}
