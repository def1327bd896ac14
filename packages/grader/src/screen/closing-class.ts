import type { ClassReport, GradeOutcome, SubmissionGrade } from '../class-report.ts';
import { isolationSentences } from '../formats/isolation-sentence.ts';

/** What is told of a class when all is done. */
export interface ClosingClass {
  readonly title: string;
  readonly durationMs: number;
  readonly learners: readonly ClosingLearner[];
  /** See `isolationSentences`. */
  readonly isolation: readonly string[];
}

export interface ClosingLearner {
  readonly name: string;
  readonly outcome: GradeOutcome;
  readonly score: number;
  readonly maxScore: number;
  readonly known: boolean;
  /** The first thing to mend, or why nothing was judged; empty where there is nothing to say. */
  readonly first: string;
}

export function closingClassOf(report: ClassReport): ClosingClass {
  const titles = new Map(report.steps.map(({ id, title }) => [id, title]));
  const learners = report.submissions.map((grade) => {
    const { name, outcome, score, maxScore, known } = grade;
    return { name, outcome, score, maxScore, known, first: firstThing(grade, titles) };
  });
  const { title, durationMs } = report;
  return { title, durationMs, learners, isolation: isolationSentences(report) };
}

function firstThing(
  { outcome, problem, late, report: { steps } }: SubmissionGrade,
  titles: ReadonlyMap<string, string>,
): string {
  if (problem !== undefined) return problem.reason;
  const failed = steps.find(({ status }) => status === 'failed');
  if (failed !== undefined) {
    return `${titles.get(failed.id) ?? failed.id}: ${failed.diagnostics[0]?.message ?? ''}`;
  }
  return late !== undefined && outcome === 'passed' ? 'It came late.' : '';
}
