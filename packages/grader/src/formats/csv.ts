import { spreadsheet, textCell } from '@kit/presentation/spreadsheet';
import type { ClassReport, SubmissionGrade } from '../class-report.ts';
import type { Format } from './format.ts';

/** One row a learner, for a spreadsheet. No text of a learner's becomes a formula. */
export const csv: Format = {
  name: 'csv',
  file: 'class.csv',
  scope: 'class',
  render: (report) =>
    spreadsheet([header(report), ...report.submissions.map((grade) => row(grade, report))]),
};

function header({ steps }: ClassReport): readonly string[] {
  return [
    'name',
    'outcome',
    'score',
    'max',
    'late (minutes)',
    'deducted (share)',
    'attempt',
    ...steps.flatMap(({ id, maxPoints }) => [id, `${id} (of ${maxPoints})`]),
    'first to mend',
    'do',
  ];
}

type Cell = string | number;

function row(grade: SubmissionGrade, { steps }: ClassReport): readonly Cell[] {
  const { outcome, score, maxScore, late, attempt } = grade;
  const { message = '', help = '' } = firstToMend(grade);
  return [
    textCell(grade.name),
    outcome,
    // An empty cell where there is no score: a 0 would count in an average.
    outcome === 'error' ? '' : score,
    maxScore,
    late === undefined ? 0 : Math.ceil(late.minutes),
    late?.deducted ?? 0,
    attempt === undefined ? '' : `${attempt.number} of ${attempt.of}`,
    ...steps.flatMap(({ id }) => [
      grade.report.steps.find((step) => step.id === id)?.status ?? '',
      outcome === 'error' ? '' : (grade.points.find((step) => step.id === id)?.points ?? 0),
    ]),
    textCell(message),
    textCell(help),
  ];
}

/** The first mistake; where nothing was judged, why. */
function firstToMend({
  problem,
  report,
}: SubmissionGrade): Partial<Record<'message' | 'help', string>> {
  if (problem !== undefined) return { message: problem.reason, help: problem.help };
  return report.steps.find(({ status }) => status === 'failed')?.diagnostics[0] ?? {};
}
