import { createPen } from '@kit/terminal';
import type { Pen, Style } from '@kit/terminal';
import type { GradeOutcome } from '../class-report.ts';
import { counted, shownTime } from './amounts.ts';
import type { ClosingClass, ClosingLearner } from './closing-class.ts';

const colors = { passed: 'green', failed: 'red', refused: 'magenta', error: 'yellow' } as const;
const longestName = 22;

/** A line a learner, and what became of the class. */
export function closingTable(closing: ClosingClass, style: Style): string {
  const pen = createPen(style);
  const names = closing.learners.map(({ name }) => pen.clean(name).replaceAll('\n', ' '));
  const width = Math.min(longestName, Math.max(7, ...names.map((name) => name.length)));
  const lines = closing.learners.map((each, index) => row(each, names[index] ?? '', width, pen));
  return `${['', ...lines, '', ...summary(closing, pen)].join('\n')}\n`;
}

function row(learner: ClosingLearner, name: string, width: number, pen: Pen): string {
  const { outcome, score, maxScore, first } = learner;
  const cut = name.length > width ? `${name.slice(0, width - 1)}${pen.symbols.cut}` : name;
  const points = outcome === 'error' ? '-' : `${score}/${maxScore}`;
  const mark = { passed: 'passed', failed: 'failed', refused: 'blocked', error: 'error' } as const;
  // With it no name begins the line: a log of GitHub's would take `::…` for a command.
  const before = `  ${pen.symbols[mark[outcome]]} ${cut.padEnd(width)}  `;
  const rest = pen.oneLine(
    `${' '.repeat(before.length)}${outcome.padEnd(7)}  ${points.padStart(8)}  `,
    first,
  );
  const word = pen.paint(colors[outcome], outcome);
  return `${before}${rest.slice(before.length).replace(outcome, word)}`.trimEnd();
}

function summary(
  { title, durationMs, learners, isolation }: ClosingClass,
  pen: Pen,
): readonly string[] {
  const count = (outcome: GradeOutcome) =>
    learners.filter((learner) => learner.outcome === outcome).length;
  const known = learners.filter((learner) => learner.known).length;
  const parts = (['passed', 'failed', 'refused', 'error'] as const)
    .map((outcome) => ({ outcome, number: count(outcome) }))
    .filter(({ number, outcome }) => number > 0 || outcome === 'passed')
    .map(({ outcome, number }) => `${number} ${words[outcome]}`);
  const what = `${title}: ${counted(learners.length, 'learner')} in ${shownTime(durationMs)}.`;
  return [
    ...pen.paragraph('  ', what, 'bold'),
    ...pen.paragraph('  ', `${parts.join(', ')}.${knownBefore(known, learners.length)}`),
    ...(count('error') > 0 ? pen.paragraph('  ', tryAgain, 'yellow') : []),
    ...isolation.flatMap((sentence) => pen.paragraph('  ', sentence, 'dim')),
  ];
}

const tryAgain =
  'What could not be judged is no learner’s fault: run the same command again, and only that is graded.';

function knownBefore(known: number, all: number): string {
  if (known === 0) return '';
  return known === all
    ? ' Nothing has changed since it was graded.'
    : ` ${known} had been graded before.`;
}

const words = {
  passed: 'passed',
  failed: 'failed',
  refused: 'refused',
  error: 'could not be judged',
} as const;
