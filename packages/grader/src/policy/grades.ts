import type { Grading, Workshop } from '@kit/checker';
import type { Report } from '@kit/verify';
import type { GradedStep, GradeOutcome, SubmissionGrade } from '../class-report.ts';
import type { ClassEntry, Problem } from '../class/class-entry.ts';
import { folderNamesOf } from '../class/folder-names.ts';
import { sortByName } from '../class/sort-by-name.ts';
import { countingAttempt } from './attempts.ts';
import { maskFor } from './mask-secrets.ts';
import { latenessOf } from './lateness.ts';
import { maxPointsOf, scoreOf, twoDecimals } from './score.ts';
import { unjudgedReport } from './unjudged-report.ts';

/** What came of one folder. */
export interface Judged {
  readonly entry: ClassEntry;
  /** `refused`: because of what was handed in. `error`: because of the machine. */
  readonly result:
    | { readonly kind: 'report'; readonly report: Report }
    | { readonly kind: 'refused' | 'error'; readonly problem: Problem };
  readonly known: boolean;
  readonly durationMs: number;
}

export interface Policy {
  /** With the steps of grading. */
  readonly workshop: Workshop;
  readonly grading: Grading;
}

/** One grade a learner, sorted by name: of the attempt that counts. */
export function gradesOf(judged: readonly Judged[], policy: Policy): readonly SubmissionGrade[] {
  const folders = folderNamesOf(judged.map(({ entry }) => entry.name));
  const learners = Map.groupBy(judged, ({ entry }) => entry.name);
  const grades = [...learners].map(([name, attempts]) =>
    countingAttempt(
      attempts.map((each) => gradeOf(each, folders.get(name) ?? '', policy)),
      policy.grading.attempts,
    ),
  );
  return sortByName(grades);
}

/** The steps of a class, for its report. */
export function gradedSteps({ workshop, grading }: Policy): readonly GradedStep[] {
  return workshop.steps.map((step) => ({
    id: step.id,
    title: step.title,
    goal: step.goal,
    maxPoints: maxPointsOf(step, grading),
    hidden: grading.hidden.includes(step.id),
  }));
}

function gradeOf(
  { entry, result, known, durationMs }: Judged,
  folder: string,
  { workshop, grading }: Policy,
): SubmissionGrade {
  const late = latenessOf(entry.submittedAt, grading);
  const isTooLate = late !== undefined && grading.late.kind === 'refuse';
  const counted: Judged['result'] = isTooLate
    ? { kind: 'refused', problem: tooLate(late.minutes, grading) }
    : result;
  const whole =
    counted.kind === 'report'
      ? counted.report
      : unjudgedReport(workshop, entry.path, counted.kind, counted.problem);
  const mask = maskFor(whole);
  const report = mask(whole);
  const problem =
    counted.kind === 'report' ? problemOf(report) : mask(withoutSource(counted.problem));
  const earned = scoreOf(report.steps, workshop.steps, grading);
  const outcome: GradeOutcome = counted.kind === 'report' ? report.outcome : counted.kind;
  return {
    name: entry.name,
    path: entry.path,
    folder,
    outcome,
    ...earned,
    score: twoDecimals(earned.score * (1 - (late?.deducted ?? 0))),
    ...(late !== undefined && { late }),
    ...(entry.submittedAt !== undefined && { submittedAt: entry.submittedAt }),
    ...(problem !== undefined && { problem }),
    known,
    durationMs,
    report,
  };
}

function withoutSource({ source: _, ...problem }: Problem): Problem {
  return problem;
}

/** The first step that could not be judged says why. */
function problemOf({ steps }: Report): Problem | undefined {
  const result = steps.find(({ status }) => status === 'error');
  if (result?.status !== 'error') return undefined;
  return { reason: result.reason, help: result.help };
}

function tooLate(minutes: number, { due = '' }: Grading): Problem {
  return {
    reason: `It came ${minutes} minute${minutes === 1 ? '' : 's'} after it was due (${due}), and is not graded.`,
    help: 'Ask whoever set the due date.',
  };
}
