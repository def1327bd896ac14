import type { StepResult } from '@kit/checker';
import type { ClassReport, SubmissionGrade } from '../class-report.ts';
import { classStatistics } from '../class-statistics.ts';
import type { ClassStatistics, Mistake } from '../class-statistics.ts';
import { frameOf } from './explain-step.ts';
import { isolationSentences } from './isolation-sentence.ts';
import type { Format } from './format.ts';
import { markdown as line, markdownCode, markdownName } from './markdown-text.ts';
import { rounded, span } from './numbers.ts';

/** The class on one page, for the grader: hidden steps are in it. */
export const markdown: Format = {
  name: 'markdown',
  file: 'class.md',
  scope: 'class',
  render: (report) => `${page(report).join('\n')}\n`,
};

const mostMistakes = 10;
const mostNames = 8;
/** Of a sentence in a table; learners' own reports have it whole. */
const shortly = 160;

/** The lines of that page. */
export function page(report: ClassReport): readonly string[] {
  const statistics = classStatistics(report);
  return [
    `# ${line(report.title)}`,
    '',
    ...inShort(report, statistics),
    ...trouble(report),
    ...learners(report),
    ...steps(report, statistics),
    ...matrix(report),
    ...mistakes(statistics),
  ];
}

function inShort(report: ClassReport, { outcomes, scores, late }: ClassStatistics) {
  const { startedAt, durationMs, policy, submissions } = report;
  const { passed, failed, refused, error } = outcomes;
  const maxScore = submissions[0]?.maxScore ?? 0;
  return [
    `${submissions.length} learners, graded ${minute(startedAt)} in ${Math.round(durationMs / 1000)} s: ${passed} passed, ${failed} have something to mend, ${refused} refused, ${error} could not be judged.`,
    ...(scores === undefined
      ? []
      : [
          `Score: ${rounded(scores.mean)} on average, median ${rounded(scores.median)}, of ${rounded(maxScore)}.`,
        ]),
    ...(policy.due === undefined ? [] : [`Due ${minute(policy.due)}: ${late} came late.`]),
    ...isolationSentences(report).flatMap((sentence) => ['', line(sentence)]),
  ];
}

function minute(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}

/** What the grader has to do something about. */
function trouble({ submissions }: ClassReport): readonly string[] {
  const troubled = submissions.filter(({ problem }) => problem !== undefined);
  return table(
    'Not judged',
    ['Learner', 'Because of', 'What', 'Do'],
    troubled.map(({ name, outcome, problem }) => [
      markdownName(name),
      outcome === 'error' ? 'the machine' : 'the submission',
      line(problem?.reason ?? ''),
      line(problem?.help ?? ''),
    ]),
  );
}

const outcomeWords = {
  passed: '✔ passed',
  failed: '✘ to be mended',
  refused: 'refused',
  error: '! not judged',
} as const;

function learners({ submissions }: ClassReport): readonly string[] {
  return table(
    'Learners',
    ['Learner', 'Outcome', 'Score', 'Late', 'Attempt', 'First to mend'],
    submissions.map((grade) => [
      markdownName(grade.name),
      outcomeWords[grade.outcome],
      grade.outcome === 'error' ? '–' : `${grade.score} of ${grade.maxScore}`,
      grade.late === undefined
        ? ''
        : `${span(grade.late.minutes)}, −${percent(grade.late.deducted)}`,
      grade.attempt === undefined ? '' : `${grade.attempt.number} of ${grade.attempt.of}`,
      firstToMend(grade),
    ]),
  );
}

function firstToMend({ report, outcome }: SubmissionGrade): string {
  if (outcome !== 'failed') return '';
  const failed = report.steps.find(({ status }) => status === 'failed');
  return line(failed?.diagnostics[0]?.message ?? '', shortly);
}

function steps(report: ClassReport, statistics: ClassStatistics): readonly string[] {
  return table(
    'Steps',
    ['', 'Step', 'Points', 'Passed'],
    statistics.steps.map(({ step, counts, passedShare }, index) => [
      String(index + 1),
      line(step.title) + (step.hidden ? ' (hidden)' : ''),
      String(step.maxPoints),
      passedShare === undefined ? '–' : `${counts.passed} (${percent(passedShare)})`,
    ]),
  );
}

const marks: Readonly<Record<StepResult['status'], string>> = {
  passed: '✔',
  failed: '✘',
  blocked: '·',
  skipped: '–',
  error: '!',
};

function matrix(report: ClassReport): readonly string[] {
  const rows = report.submissions.map((grade) => [
    markdownName(grade.name),
    ...report.steps.map(({ id }) => {
      const status = grade.report.steps.find((step) => step.id === id)?.status;
      return status === undefined ? '' : marks[status];
    }),
  ]);
  const head = ['Learner', ...report.steps.map((_, index) => String(index + 1))];
  return [
    ...table('Who passed what', head, rows),
    '',
    '✔ passed, ✘ to be mended, · waits for an earlier step, – not judged in grading, ! a fault of the machine',
  ];
}

function mistakes(statistics: ClassStatistics): readonly string[] {
  if (statistics.mistakes.length === 0) return [];
  return [
    '',
    '## Commonest mistakes',
    ...statistics.mistakes.slice(0, mostMistakes).flatMap(mistake),
  ];
}

function mistake({ check, steps, learners, share, examples }: Mistake): readonly string[] {
  const [{ diagnostic, grade }] = examples;
  const names = learners.slice(0, mostNames).map(({ name }) => markdownName(name));
  const others = learners.length - names.length;
  const frame = frameOf(diagnostic, grade.report.submission.source);
  return [
    '',
    `### ${line(check)}: ${learners.length} (${percent(share)})`,
    '',
    `In ${steps.map(({ title }) => `“${line(title)}”`).join(', ')}, by ${names.join(', ')}${others > 0 ? ` and ${others} more` : ''}. For example:`,
    '',
    `> ${line(diagnostic.message)}`,
    ...(frame.length === 0 ? [] : ['', ...markdownCode(frame)]),
  ];
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** Nothing where there are no rows. */
function table(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  if (rows.length === 0) return [];
  return [
    '',
    `## ${title}`,
    '',
    `| ${head.join(' | ')} |`,
    `|${head.map(() => ' --- ').join('|')}|`,
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  ];
}
