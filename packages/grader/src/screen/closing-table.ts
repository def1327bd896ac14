import { createPen } from '@kit/verify/terminal';
import type { Pen, Style } from '@kit/verify/terminal';
import type { ClassReport, GradeOutcome, SubmissionGrade } from '../class-report.ts';
import { counted, shownTime } from './amounts.ts';

const colors = { passed: 'green', failed: 'red', refused: 'magenta', error: 'yellow' } as const;
const longestName = 28;

/** A line a learner, and what became of the class. */
export function closingTable(report: ClassReport, style: Style): string {
  const pen = createPen(style);
  const { submissions } = report;
  const names = submissions.map(({ name }) => pen.clean(name).replaceAll('\n', ' '));
  const width = Math.min(longestName, Math.max(7, ...names.map((name) => name.length)));
  const lines = submissions.map((grade, index) =>
    row(grade, names[index] ?? '', width, pen, report),
  );
  return `${['', ...lines, '', ...summary(report, pen)].join('\n')}\n`;
}

function row(
  grade: SubmissionGrade,
  name: string,
  width: number,
  pen: Pen,
  report: ClassReport,
): string {
  const { outcome, score, maxScore } = grade;
  const cut = name.length > width ? `${name.slice(0, width - 1)}${pen.symbols.cut}` : name;
  const points = outcome === 'error' ? '-' : `${score}/${maxScore}`;
  const label = `  ${cut.padEnd(width)}  ${outcome.padEnd(7)}  ${points.padStart(9)}  `;
  const line = pen.oneLine(label, firstThing(grade, report)).trimEnd();
  return line.replace(/ (passed|failed|refused|error) /, (word) =>
    pen.paint(colors[outcome], word),
  );
}

function firstThing(
  { outcome, problem, late, report: { steps } }: SubmissionGrade,
  report: ClassReport,
): string {
  if (problem !== undefined) return problem.reason;
  const failed = steps.find(({ status }) => status === 'failed');
  const title = report.steps.find(({ id }) => id === failed?.id)?.title;
  if (failed !== undefined) return `${title ?? failed.id}: ${failed.diagnostics[0]?.message ?? ''}`;
  return late !== undefined && outcome === 'passed' ? 'late' : '';
}

function summary(report: ClassReport, pen: Pen): readonly string[] {
  const { submissions, title, durationMs } = report;
  const count = (outcome: GradeOutcome) =>
    submissions.filter((grade) => grade.outcome === outcome).length;
  const known = submissions.filter((grade) => grade.known).length;
  const parts = (['passed', 'failed', 'refused', 'error'] as const)
    .map((outcome) => ({ outcome, number: count(outcome) }))
    .filter(({ number, outcome }) => number > 0 || outcome === 'passed')
    .map(({ outcome, number }) => `${number} ${words[outcome]}`);
  const before = known === 0 ? '' : ` ${known} of them had been graded before.`;
  return [
    ...pen.paragraph(
      '  ',
      `${title}: ${counted(submissions.length, 'submission')} in ${shownTime(durationMs)}.${before}`,
      'bold',
    ),
    ...pen.paragraph('  ', `${parts.join(', ')}.`),
    ...(count('error') > 0
      ? pen.paragraph(
          '  ',
          'What could not be judged is no learner’s fault: run the same command again, and only that is graded.',
          'yellow',
        )
      : []),
  ];
}

const words = {
  passed: 'passed',
  failed: 'failed',
  refused: 'refused',
  error: 'could not be judged',
} as const;
