import type { Diagnostic, StepResult } from '@kit/checker';
import type { Report } from '../../report.ts';
import { codeFrame } from '@kit/terminal';
import type { Pen } from '@kit/terminal';

/** The first thing to mend in full, then the others in a few words; empty where nothing failed. */
export function explainFailures(report: Report, pen: Pen): readonly string[] {
  const found = report.steps.flatMap((step, index) =>
    step.status === 'failed'
      ? step.diagnostics.map((diagnostic) => ({ diagnostic, number: index + 1, step }))
      : [],
  );
  const [first, ...others] = found;
  if (first === undefined) return [];
  const lines = explainFirst(report, first.step, first.number, first.diagnostic, pen);
  if (others.length === 0) return lines;
  return [
    ...lines,
    '',
    `  ${pen.paint('bold', 'After that')}`,
    ...others.flatMap(({ diagnostic, number }) =>
      pen.paragraph(`    ${pen.paint('red', pen.symbols.failed)} `, brief(diagnostic, number)),
    ),
  ];
}

/** What is told of one thing to mend, part by part; empty where there is no such part. */
export interface Explained {
  readonly title: readonly string[];
  readonly place: readonly string[];
  readonly message: readonly string[];
  readonly why: readonly string[];
  readonly help: readonly string[];
  readonly docs: readonly string[];
}

/** @param number the step's, from 1. */
export function explain(
  { directory, dockerfile }: Report['submission'],
  { title }: { readonly title: string },
  number: number,
  { message, why, help, docs, rule, range }: Diagnostic,
  pen: Pen,
): Explained {
  const file = `${directory.replace(/\/$/, '')}/${dockerfile}`;
  return {
    title: pen.paragraph('  ', `Step ${number}: ${title}`, ['bold', 'red']),
    place:
      range === undefined
        ? []
        : pen.paragraph('  ', `${file}:${range.start.line}:${range.start.column}`, 'dim'),
    message: pen.paragraph('  ', message, 'bold'),
    why: pen.paragraph('  Why   ', why),
    help: pen.paragraph('  Do    ', help),
    docs: [
      ...(docs === undefined ? [] : pen.paragraph('  Docs  ', docs)),
      ...(rule === undefined ? [] : pen.paragraph('  Rule  ', rule)),
    ],
  };
}

function explainFirst(
  { submission }: Report,
  step: StepResult,
  number: number,
  diagnostic: Diagnostic,
  pen: Pen,
): readonly string[] {
  const { title, place, message, why, help, docs } = explain(
    submission,
    step,
    number,
    diagnostic,
    pen,
  );
  const { range } = diagnostic;
  const { source } = submission;
  const shown =
    range === undefined || source === undefined
      ? []
      : [...place, ...codeFrame(source, range, pen), ''];
  return [...title, '', ...shown, ...message, '', ...why, ...help, ...docs];
}

function brief({ message, range }: Diagnostic, number: number): string {
  const line = range === undefined ? '' : `, line ${range.start.line}`;
  return `Step ${number}${line}: ${message}`;
}
