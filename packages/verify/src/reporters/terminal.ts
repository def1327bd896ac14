import type { Report } from '../report.ts';
import type { Pen, Style } from '@kit/terminal';
import type { Reporter } from './reporter.ts';
import { closing } from './terminal/closing.ts';
import { explainFailures } from './terminal/explain.ts';
import { explainNotJudged } from './terminal/not-judged.ts';
import { lastNote } from './terminal/last-note.ts';
import { createPen } from '@kit/terminal';
import { stepList } from './terminal/step-list.ts';

/** For a learner at a terminal: where I stand, the first thing to mend, what next. */
export const terminal: Reporter = {
  name: 'terminal',
  render: (report, style) => renderReport(report, style, { isWatched: false }),
};

/** @param isWatched the next save is judged by itself. */
export function renderReport(
  report: Report,
  style: Style,
  watched: { readonly isWatched: boolean },
): string {
  return `\n${reportLines(report, createPen(style), watched).join('\n')}\n\n`;
}

/** The whole report, an empty line between its parts. */
export function reportLines(
  report: Report,
  pen: Pen,
  { isWatched }: { readonly isWatched: boolean },
): readonly string[] {
  const parts = [
    header(report, pen),
    stepList(report.steps, pen),
    report.mode === 'solution' ? [] : lastNote(report.steps, pen),
    explainFailures(report, pen),
    explainNotJudged(report.steps, pen),
    corrections(report, pen),
    advice(report, pen),
    engine(report, pen),
    closing(report, pen, isWatched),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function header({ workshop, submission }: Report, pen: Pen): readonly string[] {
  const name = pen.paint('bold', pen.clean(workshop));
  return pen.paragraph(`  ${name} ${pen.symbols.dot} `, submission.directory);
}

/** Bugs of the kit's own: nothing for the learner to mend. */
function corrections({ corrections = [], steps }: Report, pen: Pen): readonly string[] {
  return corrections.flatMap(({ step, predicted, actual }) => {
    const number = steps.findIndex(({ id }) => id === step) + 1;
    return pen.paragraph(
      `  ${pen.paint('yellow', pen.symbols.error)} `,
      `The kit was wrong about step ${number}: from the Dockerfile it expected "${predicted}", and the engine showed "${actual}". The engine’s word counts. Please tell the authors of the kit, with your Dockerfile.`,
    );
  });
}

/** More habits than these nobody takes up at once. */
const maximumAdvice = 20;

/** While there is something to mend, that is the one thing to do. */
function advice({ advice, outcome, mode }: Report, pen: Pen): readonly string[] {
  if (advice.length === 0 || outcome !== 'passed' || mode === 'solution') return [];
  return [
    ...pen.paragraph(
      `  ${pen.paint('bold', 'Good habits')} `,
      'beyond this workshop (they change no verdict)',
    ),
    ...advice.slice(0, maximumAdvice).flatMap(({ message, help, rule, range }) => {
      const line = range === undefined ? '' : `Line ${range.start.line}: `;
      const name = rule === undefined ? '' : ` (${rule})`;
      return pen.paragraph(`    ${pen.symbols.dot} `, `${line}${message} ${help}${name}`);
    }),
    ...(advice.length <= maximumAdvice
      ? []
      : pen.paragraph(
          '      ',
          `and ${advice.length - maximumAdvice} more; \`--format json\` has all of them`,
          'dim',
        )),
  ];
}

function engine({ engine, isolation, image, mode }: Report, pen: Pen): readonly string[] {
  if (engine === undefined) return [];
  const size = image === undefined ? '' : `, image of ${megabytes(image.sizeBytes)}`;
  const profile = isolation === undefined ? '' : `, profile ${isolation.profile}`;
  return [
    ...pen.paragraph('  ', `Judged with ${engine.name} ${engine.version}${size}${profile}`, 'dim'),
    ...(engine.standIn === undefined ? [] : pen.paragraph('  ', standsIn(engine.standIn), 'dim')),
    ...(engine.howToUseDocker === undefined || mode === 'solution'
      ? []
      : [
          ...pen.paragraph('  ', 'For its `docker` in this terminal:'),
          `    ${pen.clean(engine.howToUseDocker)}`,
        ]),
  ];
}

function standsIn(reference: string): string {
  return `\`${reference}\` is a stand-in here, made from Debian packages by the kit: it behaves like the image of that name, but is not that image.`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
