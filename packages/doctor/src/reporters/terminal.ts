import { createPen } from '@kit/terminal';
import type { Pen } from '@kit/terminal';
import type { Status } from '../check.ts';
import { hasToBeMended } from '../examine.ts';
import type { CheckReport, DoctorReport } from '../report.ts';
import type { Reporter } from './reporter.ts';

/** A line a check: ok, not ok or unknown, what was found, and what mends it. */
export const terminal: Reporter = {
  name: 'terminal',
  render(report, style) {
    const pen = createPen(style);
    const lines = [
      '',
      ...pen.paragraph(`  ${pen.paint('bold', 'doctor')} ${pen.symbols.dot} `, report.system),
      '',
      ...report.checks.flatMap((check) => explain(check, pen)),
      '',
      ...closing(report, pen),
      '',
    ];
    return `${lines.join('\n')}\n`;
  },
};

const marks = {
  ok: { symbol: 'passed', color: 'green' },
  'not ok': { symbol: 'failed', color: 'red' },
  held: { symbol: 'passed', color: 'green' },
  'not held': { symbol: 'failed', color: 'red' },
  unknown: { symbol: 'skipped', color: 'yellow' },
} as const;

const statusWidth = 'not held'.length + 1;
const titleWidth = 'RUN: processes'.length + 2;
/** Below it, what was found stands under the title. */
const narrow = 72;

function explain({ status, title, found, remedy }: CheckReport, pen: Pen): readonly string[] {
  const label = `  ${mark(status, pen)}${status.padEnd(statusWidth)}`;
  const name = pen.clean(title);
  const indent = ' '.repeat(2 + 2 + statusWidth);
  const lines =
    pen.width < narrow
      ? [label + name, ...pen.paragraph(indent, found)]
      : pen.paragraph(label + name.padEnd(titleWidth), found);
  if (remedy === undefined) return lines;
  const command = remedy.command?.split('\n') ?? [];
  return [
    ...lines,
    ...pen.paragraph(`${indent}Do  `, remedy.text),
    // Whole lines, to be copied.
    ...command.map((line) => `${indent}    ${pen.paint('cyan', pen.clean(line))}`),
  ];
}

function mark(status: Status, pen: Pen): string {
  const { symbol, color } = marks[status];
  return `${pen.paint(color, pen.symbols[symbol])} `;
}

function closing({ checks, profile }: DoctorReport, pen: Pen): readonly string[] {
  const count = (status: Status) => checks.filter((check) => check.status === status).length;
  const isOfProfile = profile !== undefined;
  const [fine, bad] = isOfProfile ? (['held', 'not held'] as const) : (['ok', 'not ok'] as const);
  const counts = ([fine, bad, 'unknown'] as const)
    .map((status) => `${count(status)} ${status}`)
    .join(', ');
  const first = checks.find(({ status }) => hasToBeMended(status));
  const mending = isOfProfile
    ? 'grade strangers’ files on another machine, or on one that you can throw away.'
    : `mend what is not ok, from the top (${first?.title ?? ''} first), and run \`pnpm run doctor\` again.`;
  const next =
    first !== undefined
      ? mending
      : isOfProfile
        ? count('held') === checks.length
          ? 'These attacks were made, and held. The kernel is shared: others may not be.'
          : 'What is unknown may not hold: see that an engine runs, and try again.'
        : 'Nothing has to be mended: `pnpm verify --solution` shows that everything works.';
  return [
    ...pen.paragraph('  ', counts, 'bold'),
    ...(first === undefined ? pen.paragraph('  ', next) : pen.paragraph('  Next: ', next)),
  ];
}
