import type { BoardLearner, BoardState, Cell, Door } from './board-state.ts';
import { isAway, passedCount, shownName } from './learner.ts';
import type { Learner } from './learner.ts';
import type { Session } from './session.ts';
import { mistakesOf, paceOf, stepsOf, stuckOf } from './statistics.ts';
import type { RoomStep } from './statistics.ts';

/** What the instructor has decided. */
export interface Plan {
  /** For all steps of the workshop. */
  readonly minutes: number;
  /** After so many without progress a learner is stuck. */
  readonly stuckMinutes: number;
}

export interface BoardRequest {
  readonly title: string;
  readonly session: Session;
  readonly door: Door;
  readonly steps: readonly RoomStep[];
  readonly learners: readonly Learner[];
  readonly plan: Plan;
  /** False for all to see: without names, and in an order that tells none. */
  readonly isNamed: boolean;
  readonly now: number;
}

export function boardOf(request: BoardRequest): BoardState {
  const { title, session, door, steps, learners, plan, isNamed, now } = request;
  const stuck = stuckOf(learners, steps, plan.stuckMinutes, now);
  const stuckIds = new Set(stuck.map(({ learner }) => learner));
  const shown = learners
    .toSorted(isNamed ? byName : byProgress)
    .map((learner, index) =>
      boardLearner(learner, steps, stuckIds, now, isNamed ? '' : `${index}`),
    );
  return {
    title,
    isNamed,
    at: now,
    openedAt: session.openedAt,
    door,
    steps: stepsOf(learners, steps, plan.minutes),
    learners: isNamed ? shown : shown.map((learner) => ({ ...learner, name: '' })),
    stuck: isNamed ? stuck : stuck.map((each) => ({ ...each, name: '', learner: '' })),
    stuckMinutes: plan.stuckMinutes,
    mistakes: mistakesOf(learners, steps, now),
    pace: paceOf(session, learners, steps, plan.minutes, now),
  };
}

const { compare } = new Intl.Collator('en', { numeric: true });

function byName(one: Learner, other: Learner): number {
  return compare(one.name, other.name) || one.number - other.number;
}

function byProgress(one: Learner, other: Learner): number {
  return passedCount(other) - passedCount(one) || (one.id < other.id ? -1 : 1);
}

/** @param alias in the place of the id, where nothing is to tell who it is. */
function boardLearner(
  learner: Learner,
  steps: readonly RoomStep[],
  stuck: ReadonlySet<string>,
  now: number,
  alias: string,
): BoardLearner {
  return {
    id: alias || learner.id,
    name: shownName(learner),
    isAway: isAway(learner, now),
    // To ten seconds: a sign of life is no news.
    seenAt: Math.floor(learner.seenAt / 10_000) * 10_000,
    passed: passedCount(learner),
    cells: steps.map(({ id }): Cell => learner.steps[id]?.status ?? 'none'),
    isStuck: stuck.has(learner.id),
    ...(learner.trouble !== undefined && alias === '' && { trouble: learner.trouble }),
  };
}
