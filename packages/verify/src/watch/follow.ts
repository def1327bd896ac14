import type { LoopState, ShownStep } from '../loop/loop-state.ts';
import type { LearnerRecord } from '../record/record-file.ts';
import { withPassed } from '../record/record.ts';
import { stepNumbers } from '../reporters/terminal/not-judged.ts';
import { passedOf } from './scene.ts';

/** What was seen of a learner's way so far; a value. */
export interface Followed {
  readonly record: LearnerRecord;
  /** The last verdict on each step, by id; one that is waited for is none. */
  readonly verdicts: Readonly<Partial<Record<string, ShownStep['status']>>>;
  readonly hasAllPassed: boolean;
  /** All passed, for the first time ever. */
  readonly isFirstPass: boolean;
  readonly round: number;
  /** When this round began. */
  readonly since: Date | undefined;
  /** Which step came to pass in this round. */
  readonly news?: string;
}

/** @param record as it was read. */
export function beginFollowing(record: LearnerRecord): Followed {
  return {
    record,
    verdicts: {},
    round: 0,
    since: undefined,
    hasAllPassed: record.passes > 0,
    isFirstPass: false,
  };
}

/** Puts down what a new state of the loop tells. */
export function follow(before: Followed, state: LoopState, time: Date): Followed {
  const { steps, phase, trouble } = state;
  if (trouble !== undefined) return before;
  const judged = steps.filter(({ status }) => status !== 'waiting');
  const passed = steps.filter(({ status }) => status === 'passed');
  const fresh = passed.filter(({ id }) =>
    ['failed', 'blocked'].includes(before.verdicts[id] ?? ''),
  );
  const kept = state.round === before.round ? before.news : undefined;
  const news = fresh.length > 0 ? newsOf(fresh, steps) : kept;
  const isAll = passedOf(steps) === steps.length;
  const isFirst = isAll && before.record.passes === 0;
  const isNew = isAll && !before.hasAllPassed;
  const record = withPassed(
    before.record,
    passed.map(({ id }) => id),
    time,
  );
  const isLost = phase !== 'judging' && !isAll;
  return {
    record: isNew ? { ...record, passes: record.passes + 1 } : record,
    verdicts: {
      ...before.verdicts,
      ...Object.fromEntries(judged.map(({ id, status }) => [id, status])),
    },
    hasAllPassed: isAll || (before.hasAllPassed && !isLost),
    isFirstPass: isFirst || (before.isFirstPass && !isLost),
    round: state.round,
    since: state.round === before.round ? before.since : time,
    ...(news !== undefined && { news }),
  };
}

function newsOf(fresh: readonly ShownStep[], steps: readonly ShownStep[]): string {
  const numbers = stepNumbers(fresh.map((step) => steps.indexOf(step) + 1));
  return fresh.length === 1 ? `${numbers} passed: ${fresh[0]?.title ?? ''}.` : `${numbers} passed.`;
}
