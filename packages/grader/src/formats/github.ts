import { plain, plainLines } from '@kit/checker';
import type { Refusal } from '@kit/checker';
import type { ClassReport, SubmissionGrade } from '../class-report.ts';
import type { Format } from './format.ts';
import { judgedSteps, paragraphs, refusalParagraphs } from './judged-steps.ts';
import type { JudgedStep } from './judged-steps.ts';
import { hiddenNote, openClass } from './open-class.ts';
import { outcomesInWords } from './outcomes-in-words.ts';
import { submittedFile } from './submitted-file.ts';
import { shownName } from './text.ts';

/** GitHub shows no more of one kind from one step of a job. */
const mostOfAKind = 10;

/**
 * Annotations for the log of a GitHub workflow: a mistake is an `error` at its place, a submission
 * that was not judged a `warning`, and one `notice` sums up. Learners can read that log, so there
 * is nothing of the hidden steps in it; those are in the files for the grader.
 */
export const github: Format = {
  name: 'github',
  file: 'github-annotations.txt',
  scope: 'class',
  render: (report) => {
    const open = openClass(report);
    const mistakes = mistakesOf(open);
    const troubles = open.submissions.flatMap(troubleOf);
    const summary: Annotation = {
      kind: 'notice',
      title: plain(report.title) || 'Grading',
      message: [outcomesInWords(open), hiddenNote(report), ...cutNote(mistakes, troubles)]
        .filter((sentence) => sentence !== '')
        .join(' '),
    };
    const shown = [mistakes, troubles].flatMap((kind) => kind.slice(0, mostOfAKind));
    const lines = [...shown, summary].map(command);
    return `${lines.join('\n')}\n`;
  },
};

interface Annotation {
  readonly kind: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  /** Where; in the order in which they are written. */
  readonly place?: Readonly<Record<string, string | number>>;
}

/** Everybody’s first, then everybody’s second: with room for ten, ten learners see one each. */
function mistakesOf(report: ClassReport): readonly Annotation[] {
  const byLearner = report.submissions.map((grade) =>
    judgedSteps(grade, report).flatMap((judged) => annotationsOf(judged, grade)),
  );
  const most = Math.max(0, ...byLearner.map(({ length }) => length));
  return Array.from({ length: most }, (_, index) =>
    byLearner.flatMap((mistakes) => mistakes.slice(index, index + 1)),
  ).flat();
}

function annotationsOf({ step, result }: JudgedStep, grade: SubmissionGrade) {
  if (result.status !== 'failed') return [];
  return result.diagnostics.map((diagnostic): Annotation => ({
    kind: 'error',
    title: `${shownName(grade)}: ${plain(step.title)}`,
    message: paragraphs(diagnostic),
    place: placeOf(grade, diagnostic),
  }));
}

function placeOf(
  grade: SubmissionGrade,
  { range }: Pick<Refusal, 'range'>,
): NonNullable<Annotation['place']> {
  const file = submittedFile(grade);
  // A log that people read is no place for a name with control characters in it.
  if (grade.report.submission.source === undefined || plain(file, 1000) !== file) return {};
  if (range === undefined) return { file };
  const { start, end } = range;
  // Columns of more than one line are refused.
  const column = start.line === end.line ? { col: start.column } : {};
  return { file, line: start.line, endLine: end.line, ...column };
}

function troubleOf(grade: SubmissionGrade): readonly Annotation[] {
  const { outcome, problem } = grade;
  if (outcome !== 'refused' && outcome !== 'error') return [];
  const what = outcome === 'refused' ? 'refused' : 'could not be judged';
  const { reason = 'It was not judged.', help = '', refusals } = problem ?? {};
  const title = `${shownName(grade)}: ${what}`;
  if (refusals !== undefined) {
    return refusals.map((refusal) => ({
      kind: 'warning',
      title,
      message: refusalParagraphs(refusal),
      place: placeOf(grade, refusal),
    }));
  }
  return [
    {
      kind: 'warning',
      title,
      message: plainLines(`${reason}\n\n${help}`, 2000) || what,
    },
  ];
}

function cutNote(mistakes: readonly unknown[], troubles: readonly unknown[]): readonly string[] {
  const cut = [
    ...(mistakes.length > mostOfAKind ? [`${mostOfAKind} of ${mistakes.length} mistakes`] : []),
    ...(troubles.length > mostOfAKind ? [`${mostOfAKind} of ${troubles.length} not judged`] : []),
  ];
  if (cut.length === 0) return [];
  return [`Here are ${cut.join(' and ')}: GitHub shows no more. All are in the report.`];
}

function command({ kind, title, message, place = {} }: Annotation): string {
  const properties = [...Object.entries(place), ['title', title] as const]
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
    .join(',');
  return `::${kind} ${properties}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
