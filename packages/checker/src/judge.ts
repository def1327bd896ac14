import type { Diagnostic } from './diagnostic.ts';
import type { Goal, Step, StepResult, Witness } from './step.ts';

/** Why nothing that reaches a goal can be judged in this run. */
export type Unavailable =
  /** Not wanted in this mode: `--static`, or no learner's engine to look for tags in. */
  | { readonly status: 'skipped'; readonly reason: string }
  /** Wanted, and the kit could not: no engine, an engine that stopped. */
  | { readonly status: 'error'; readonly reason: string; readonly help: string };

/** What this run cannot judge, by goal; a goal that is absent can be judged. */
export type Availability = Readonly<Partial<Record<Goal, Unavailable>>>;

/**
 * Judges one step on what is known. Pure: `durationMs` is 0, the caller who
 * has a clock puts its own.
 *
 * In this order: `skipped` where this mode does not judge the step's goal;
 * `blocked` where a step that it needs failed or was blocked itself; `error`
 * where the kit could not reach the goal; else what its checks say. A needed
 * step that is `skipped` because only the engine can tell does not block.
 *
 * @param earlier results of the steps before, by id.
 */
export function judgeStep(
  step: Step,
  witness: Witness,
  earlier: ReadonlyMap<string, StepResult>,
  availability: Availability = {},
): StepResult {
  const base = { id: step.id, title: step.title, durationMs: 0, diagnostics: [] };
  const unavailable = availability[step.goal];
  if (unavailable?.status === 'skipped') return { ...base, ...unavailable };
  const blockedBy = blockingNeed(step, earlier, ['failed', 'blocked']);
  if (blockedBy !== undefined) return { ...base, status: 'blocked', blockedBy };
  if (unavailable?.status === 'error') return { ...base, ...unavailable };
  const errorBy = blockingNeed(step, earlier, ['error']);
  if (errorBy !== undefined) return { ...base, status: 'blocked', blockedBy: errorBy };
  return { ...base, ...runChecks(step, witness) };
}

function blockingNeed(
  step: Step,
  earlier: ReadonlyMap<string, StepResult>,
  statuses: readonly StepResult['status'][],
): string | undefined {
  return step.needs.find((need) => {
    const status = earlier.get(need)?.status;
    return status !== undefined && statuses.includes(status);
  });
}

type Outcome =
  | { readonly status: 'passed'; readonly note?: string }
  | { readonly status: 'failed'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly status: 'skipped'; readonly reason: string };

/** Nobody reads more about one step; a file of nothing but faults must not fill the report. */
const mostTold = 50;

/** All checks speak; one that is broken outweighs one that cannot tell. */
function runChecks(step: Step, witness: Witness): Outcome {
  const diagnostics: Diagnostic[] = [];
  const reasons: string[] = [];
  const notes: string[] = [];
  for (const check of step.checks) {
    const verdict = check.judge(witness);
    if (verdict.kind === 'broken') for (const each of verdict.diagnostics) diagnostics.push(each);
    if (verdict.kind === 'unknown') reasons.push(verdict.reason);
    if (verdict.kind === 'holds' && verdict.note !== undefined) notes.push(verdict.note);
  }
  if (diagnostics.length > 0)
    return { status: 'failed', diagnostics: diagnostics.slice(0, mostTold) };
  const [reason] = reasons;
  if (reason !== undefined) return { status: 'skipped', reason };
  return { status: 'passed', ...(notes.length > 0 && { note: notes.join(' ') }) };
}
