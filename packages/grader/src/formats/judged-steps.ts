import type { Diagnostic, Refusal, StepResult } from '@kit/checker';
import { plain, plainLines } from '@kit/checker';
import type { ClassReport, GradedStep, StepPoints, SubmissionGrade } from '../class-report.ts';

/** One step of one learner: what it is, what came out, and what it is worth. */
export interface JudgedStep {
  readonly step: GradedStep;
  readonly result: StepResult;
  readonly points: StepPoints;
}

/** One a step of the class, in its order, also where grading ended before it came to the step. */
export function judgedSteps(
  grade: SubmissionGrade,
  { steps }: Pick<ClassReport, 'steps'>,
): readonly JudgedStep[] {
  return steps.map((step) => ({
    step,
    result: grade.report.steps.find(({ id }) => id === step.id) ?? neverReached(grade, step),
    points: grade.points.find(({ id }) => id === step.id) ?? {
      id: step.id,
      points: 0,
      maxPoints: step.maxPoints,
    },
  }));
}

function neverReached(
  { outcome, problem }: SubmissionGrade,
  { id, title }: GradedStep,
): StepResult {
  const { reason = 'It was not judged.', help = '' } = problem ?? {};
  const base = { id, title, durationMs: 0, diagnostics: [], reason };
  return outcome === 'error' ? { ...base, status: 'error', help } : { ...base, status: 'skipped' };
}

/** Why a step has no verdict, on one line; `undefined` where it has one. */
export function whyNotJudged(
  { outcome, problem }: SubmissionGrade,
  result: StepResult,
): string | undefined {
  if (outcome === 'refused' && problem !== undefined) {
    return plain(`Refused: ${problem.reason} ${problem.help}`, 1000);
  }
  switch (result.status) {
    case 'passed':
    case 'failed':
      return undefined;
    case 'blocked':
      return `The step ${plain(result.blockedBy)} has not passed.`;
    case 'skipped':
      return plain(result.reason, 500);
    case 'error':
      return plain(`${result.reason} ${result.help}`, 1000);
  }
}

/** What is, why it matters and what to do, as paragraphs for a place that shows the line itself. */
export function paragraphs({ check, ...explanation }: Diagnostic): string {
  return inParagraphs(explanation) || check;
}

export function refusalParagraphs({ rule, ...explanation }: Refusal): string {
  return `Refused by policy, before any build.\n\n${inParagraphs(explanation) || rule}`;
}

function inParagraphs({
  message,
  why,
  help,
}: Pick<Diagnostic, 'message' | 'why' | 'help'>): string {
  const parts = [plainLines(message, 1000), plainLines(why), plainLines(help, 1000)];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** A diagnostic in whole, as some lines of plain text. */
export function explained({ message, why, help, docs, rule, range }: Diagnostic): string {
  const line = range === undefined ? '' : `Line ${range.start.line}: `;
  return [
    plainLines(`${line}${message}`, 1000),
    `Why: ${plainLines(why)}`,
    `Do: ${plainLines(help, 1000)}`,
    ...(docs === undefined ? [] : [`Docs: ${plain(docs, 500)}`]),
    ...(rule === undefined ? [] : [`Rule: ${plain(rule)}`]),
  ].join('\n');
}
