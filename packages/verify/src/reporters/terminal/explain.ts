import type { Diagnostic, StepResult } from '@kit/checker';
import type { Report } from '../../report.ts';
import { codeFrame } from './code-frame.ts';
import type { Pen } from './pen.ts';

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

function explainFirst(
  report: Report,
  step: StepResult,
  number: number,
  diagnostic: Diagnostic,
  pen: Pen,
): readonly string[] {
  const { message, why, help, docs, rule, range } = diagnostic;
  const { directory, dockerfile, source } = report.submission;
  const lines = [...pen.paragraph('  ', `Step ${number}: ${step.title}`, ['bold', 'red']), ''];
  if (range !== undefined && source !== undefined) {
    const { line, column } = range.start;
    const place = `${directory.replace(/\/$/, '')}/${dockerfile}:${line}:${column}`;
    lines.push(...pen.paragraph('  ', place, 'dim'), ...codeFrame(source, range, pen), '');
  }
  lines.push(...pen.paragraph('  ', message, 'bold'), '');
  lines.push(...pen.paragraph('  Why   ', why));
  lines.push(...pen.paragraph('  Do    ', help));
  if (docs !== undefined) lines.push(...pen.paragraph('  Docs  ', docs));
  if (rule !== undefined) lines.push(...pen.paragraph('  Rule  ', rule));
  return lines;
}

function brief({ message, range }: Diagnostic, number: number): string {
  const line = range === undefined ? '' : `, line ${range.start.line}`;
  return `Step ${number}${line}: ${message}`;
}
