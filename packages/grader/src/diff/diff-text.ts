import { createPen } from '@kit/terminal';
import type { Pen, Style } from '@kit/terminal';
import { counted } from '../screen/amounts.ts';
import type { Both, ClassDiff, CountChange, LearnerChange, StepChange } from './class-diff.ts';

/** A comparison for the terminal; it ends with a line break. */
export function diffText(diff: ClassDiff, style: Style): string {
  const pen = createPen(style);
  const sections = [
    head(diff, pen),
    counts('Learners who pass a step', diff.steps, pen),
    counts('Learners whom a check tells of a mistake', diff.checks, pen),
    learners(diff.changed, pen),
  ];
  const shown = sections.filter((lines) => lines.length > 0);
  return `\n${shown.map((lines) => `${lines.join('\n')}\n`).join('\n')}`;
}

function head({ title, runs, same, changed, added, removed }: ClassDiff, pen: Pen) {
  const { before, after } = runs;
  const checks =
    before.versions.workshop === after.versions.workshop &&
    before.versions.kit === after.versions.kit
      ? 'The checks are the same.'
      : 'The checks have changed in between.';
  const news = [
    `${counted(changed.length, 'learner')} with another result, ${same} with the same.`,
    ...named('New', added),
    ...named('Gone', removed),
  ];
  return [
    ...pen.paragraph('  ', `${title}: two gradings`, 'bold'),
    ...pen.paragraph(
      '  ',
      `Before: ${moment(before.startedAt)}, ${counted(before.submissions, 'submission')}. ` +
        `After: ${moment(after.startedAt)}, ${counted(after.submissions, 'submission')}. ${checks}`,
    ),
    ...news.flatMap((line) => pen.paragraph('  ', line.slice(0, longestList))),
  ];
}

/** A class that was renamed would fill the screen. */
const longestList = 600;

function named(what: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const all = names.map((name) => name.replaceAll(/\s+/g, ' ').slice(0, 60)).join(', ');
  return [`${what}: ${names.length} (${all.length < 500 ? all : `${all.slice(0, 500)}…`}).`];
}

function counts(title: string, changes: readonly CountChange[], pen: Pen): readonly string[] {
  const rows = changes.map(({ learners, name }) => [arrow(learners), name] as const);
  return rows.length === 0
    ? []
    : [...pen.paragraph('  ', title, 'bold'), ...table('  ', rows, pen)];
}

function learners(changes: readonly LearnerChange[], pen: Pen): readonly string[] {
  const labels = columns(
    changes.map(({ score, maxScore, outcome }) => [
      arrow({
        before: `${score.before}/${maxScore.before}`,
        after: `${score.after}/${maxScore.after}`,
      }),
      arrow(outcome),
    ]),
    pen,
  );
  return changes.flatMap(({ name, steps }, index) => [
    pen.oneLine(`  ${labels[index] ?? ''}  `, name).trimEnd(),
    ...table(
      '      ',
      steps.map((step) => [arrow(step.points), arrow(step.status), step.title] as const),
      pen,
    ).flatMap((line, at) => [line, ...because(steps[at], pen)]),
  ]);
}

/** What was told where the step does not pass; after the change, if it was both times. */
function because(step: StepChange | undefined, pen: Pen): readonly string[] {
  if (step === undefined) return [];
  const told = step.told.after === '' ? step.told.before : step.told.after;
  return told === '' ? [] : [pen.oneLine('          ', told).trimEnd()];
}

/** Columns of our own words, and a last one of anybody's, which is cut where the line is full. */
function table(indent: string, rows: readonly (readonly string[])[], pen: Pen): readonly string[] {
  const labels = columns(
    rows.map((cells) => cells.slice(0, -1)),
    pen,
  );
  return rows.map((cells, index) =>
    pen.oneLine(`${indent}${labels[index] ?? ''}  `, cells.at(-1) ?? '').trimEnd(),
  );
}

function columns(rows: readonly (readonly string[])[], pen: Pen): readonly string[] {
  const clean = rows.map((cells) => cells.map(pen.clean));
  return clean.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(Math.max(...clean.map((row) => row[column]?.length ?? 0))))
      .join('  '),
  );
}

function arrow({ before, after }: Both<string | number>): string {
  return before === after ? String(after) : `${before} → ${after}`;
}

/** ISO 8601 for people: `2026-11-03 08:00 UTC`. */
function moment(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}
