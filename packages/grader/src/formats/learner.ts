import type { Diagnostic } from '@kit/checker';
import type { ClassReport, SubmissionGrade } from '../class-report.ts';
import { frameOf, waitsFor } from './explain-step.ts';
import { isolationSentences } from './isolation-sentence.ts';
import type { Format } from './format.ts';
import { gradeSentences } from './grade-sentences.ts';
import { learnerView } from './learner-view.ts';
import type { LearnerStep, LearnerView } from './learner-view.ts';
import { markdown, markdownBlocks, markdownCode } from './markdown-text.ts';
import { rounded } from './numbers.ts';

/** What a learner gets to read: where they are, what is to be mended, and how. */
export const learner: Format = {
  name: 'learner',
  file: 'report.md',
  scope: 'learner',
  render: (grade, report) => `${page(grade, report).join('\n')}\n`,
};

/** Nobody mends more at once; what is left is told next time. */
const mostMistakes = 20;
const mostAdvice = 5;

function page(grade: SubmissionGrade, report: ClassReport): readonly string[] {
  const view = learnerView(grade, report);
  return [
    `# ${markdown(report.title)}`,
    '',
    ...(isRefusedByPolicy(grade)
      ? refusalList(grade)
      : gradeSentences(grade, view).map((sentence) => markdown(sentence))),
    ...(view.outcome === 'refused' ? [] : stepList(view)),
    ...view.steps.flatMap((step) => mistakesOf(step, grade)),
    ...advice(grade, view),
    ...isolationSentences(report).flatMap((sentence) => ['', markdown(sentence)]),
  ];
}

function isRefusedByPolicy({ problem }: SubmissionGrade): boolean {
  return problem?.refusals !== undefined;
}

function refusalList({ problem, report }: SubmissionGrade): readonly string[] {
  return [
    'Nothing was judged: it was refused by policy, before any build.',
    ...(problem?.refusals ?? [])
      .slice(0, mostMistakes)
      .flatMap((refusal) => explained(refusal, report.submission.source, 'Instead')),
  ];
}

function stepList({ steps, outcome }: LearnerView): readonly string[] {
  return [
    '',
    '| Step | Result | Points |',
    '| :-- | :-- | --: |',
    ...steps.map((step) => {
      const { number, points, maxPoints, result } = step;
      const counts = outcome !== 'error' && maxPoints > 0;
      const of = counts ? `${rounded(points)} of ${rounded(maxPoints)}` : '–';
      return `| ${number}. ${markdown(result.title)} | ${statusOf(step, steps)} | ${of} |`;
    }),
  ];
}

function statusOf({ result }: LearnerStep, steps: readonly LearnerStep[]): string {
  switch (result.status) {
    case 'passed':
      return '✔ passed';
    case 'failed':
      return '✘ to be mended';
    case 'blocked':
      return `not judged: ${markdown(waitsFor(result.blockedBy, steps))}`;
    case 'skipped':
      return `not judged: ${markdown(result.reason)}`;
    case 'error':
      return 'not judged: a fault of the machine, not yours';
  }
}

function mistakesOf({ number, result }: LearnerStep, grade: SubmissionGrade): readonly string[] {
  if (result.diagnostics.length === 0) return [];
  return [
    '',
    `## ${number}. ${markdown(result.title)}`,
    ...result.diagnostics.slice(0, mostMistakes).flatMap((each) => mistake(each, grade)),
  ];
}

function mistake(diagnostic: Diagnostic, { report }: SubmissionGrade): readonly string[] {
  const { docs } = diagnostic;
  return [
    ...explained(diagnostic, report.submission.source, 'To mend it'),
    ...(docs !== undefined && isAddress(docs) ? ['', `More about it: <${docs}>`] : []),
  ];
}

function explained(
  what: Pick<Diagnostic, 'message' | 'why' | 'help' | 'range'>,
  source: string | undefined,
  todo: string,
): readonly string[] {
  const frame = frameOf(what, source);
  return [
    '',
    `**${markdown(what.message) || 'To be mended'}**`,
    ...(frame.length === 0 ? [] : ['', ...markdownCode(frame)]),
    '',
    ...markdownBlocks(`Why: ${what.why}`),
    '',
    `${todo}: ${markdown(what.help)}`,
  ];
}

function isAddress(text: string): boolean {
  return /^https:\/\/[\w./#?=&%~-]{1,300}$/.test(text);
}

/** Once everything passed there is time for good habits. */
function advice({ report }: SubmissionGrade, { outcome }: LearnerView): readonly string[] {
  if (outcome !== 'passed' || report.advice.length === 0) return [];
  return [
    '',
    '## Good habits',
    '',
    'They change no points.',
    '',
    ...report.advice
      .slice(0, mostAdvice)
      .map(({ message, help }) => `- ${markdown(message)} ${markdown(help)}`),
  ];
}
