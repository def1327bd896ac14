import type { BoardStep, Mistake, Pace, Problem, Stuck } from './board-state.ts';
import { excerptOf } from './excerpt.ts';
import { isAway, passedCount, presentProblem, shownName } from './learner.ts';
import type { Learner } from './learner.ts';
import type { Session } from './session.ts';

/** A step of the workshop, as far as the room cares. */
export interface RoomStep {
  readonly id: string;
  readonly title: string;
  /** In the workshop's own plan, which the instructor's is a stretched or shrunk one of. */
  readonly minutes: number;
}

const minute = 60_000;
const mostMistakes = 8;

/** What still stands between a learner and the end, as far as it can be judged where they work. */
function isOpen(learner: Learner, { id }: RoomStep): boolean {
  const status = learner.steps[id]?.status;
  return status !== 'passed' && status !== 'skipped';
}

function isDone(learner: Learner, steps: readonly RoomStep[]): boolean {
  return learner.trouble === undefined && !steps.some((step) => isOpen(learner, step));
}

/** Who is there and made no progress for so many minutes, the longest first. */
export function stuckOf(
  learners: readonly Learner[],
  steps: readonly RoomStep[],
  minutes: number,
  now: number,
): readonly Stuck[] {
  return learners
    .filter((each) => !isAway(each, now) && !isDone(each, steps))
    .filter(({ progressAt }) => now - progressAt >= minutes * minute)
    .toSorted((one, other) => one.progressAt - other.progressAt)
    .map((learner) => ({
      learner: learner.id,
      name: shownName(learner),
      since: learner.progressAt,
      ...(learner.trouble === undefined ? problemOf(learner, steps) : { message: learner.trouble }),
    }));
}

function problemOf(learner: Learner, steps: readonly RoomStep[]): Problem | undefined {
  const present = presentProblem(
    learner,
    steps.map(({ id }) => id),
  );
  if (present === undefined) return undefined;
  const { check, message, why, help } = present.problem;
  const step = steps.find(({ id }) => id === present.step)?.title ?? present.step;
  return { step, check, message, why, help };
}

/** What those who are there are told to mend just now, by check and step, the commonest first. */
export function mistakesOf(
  learners: readonly Learner[],
  steps: readonly RoomStep[],
  now: number,
): readonly Mistake[] {
  const found = learners
    .filter((learner) => !isAway(learner, now))
    .flatMap((learner) => {
      const problem = problemOf(learner, steps);
      return problem === undefined ? [] : [{ learner, problem }];
    });
  const groups = Map.groupBy(found, ({ problem }) => `${problem.step}\n${problem.check}`);
  return [...groups.values()]
    .map((group) => mistakeOf(group, steps))
    .toSorted((one, other) => other.learners - one.learners)
    .slice(0, mostMistakes);
}

interface Found {
  readonly learner: Learner;
  readonly problem: Problem;
}

/** The example is of the commonest wording, of a learner who offers the file where one does. */
function mistakeOf(group: readonly Found[], steps: readonly RoomStep[]): Mistake {
  const wordings = Map.groupBy(group, ({ problem }) =>
    problem.message.replaceAll(/`[^`]*`|\d+/g, '…'),
  );
  const [same = group] = [...wordings.values()].toSorted((one, other) => other.length - one.length);
  const example = same.find(({ learner }) => learner.dockerfile !== undefined) ?? same[0];
  if (example === undefined) throw new Error('A group has a member.');
  const ids = steps.map(({ id }) => id);
  const lines = presentProblem(example.learner, ids)?.problem.lines;
  return {
    ...example.problem,
    learners: group.length,
    lines: excerptOf(example.learner.dockerfile, lines),
  };
}

export function stepsOf(
  learners: readonly Learner[],
  steps: readonly RoomStep[],
  minutes: number,
): readonly BoardStep[] {
  const firstOpen = learners.map((learner) => steps.findIndex((step) => isOpen(learner, step)));
  const stretch = minutes / minutesOf(steps);
  return steps.map(({ id, title, minutes: own }, index) => ({
    id,
    title,
    minutes: Math.round(own * stretch),
    passed: learners.filter(({ steps: judged }) => judged[id]?.status === 'passed').length,
    here: firstOpen.filter((each) => each === index).length,
  }));
}

/** As long as all steps take, by those who wrote them. */
export function minutesOf(steps: readonly RoomStep[]): number {
  return steps.reduce((sum, step) => sum + step.minutes, 0);
}

/** Steps whose time is over, in a plan of so many minutes in all. */
function plannedAfter(ms: number, steps: readonly RoomStep[], minutes: number): number {
  const ends = steps.map((_, index) => minutesOf(steps.slice(0, index + 1)));
  const own = minutesOf(steps);
  return ends.filter((end) => ms * own >= end * minutes * minute).length;
}

export function paceOf(
  { begunAt }: Session,
  learners: readonly Learner[],
  steps: readonly RoomStep[],
  minutes: number,
  now: number,
): Pace {
  const passed = learners.map(passedCount).toSorted((one, other) => one - other);
  const planned = begunAt === undefined ? undefined : plannedAfter(now - begunAt, steps, minutes);
  const median = passed[Math.floor((passed.length - 1) / 2)];
  const compared = learners.map((learner) =>
    planned === undefined || isDone(learner, steps) ? 1 : Math.sign(passedCount(learner) - planned),
  );
  const done = learners.filter((learner) => isDone(learner, steps)).length;
  return {
    minutes,
    ...(begunAt !== undefined && { begunAt }),
    ...(planned !== undefined && { planned }),
    ...(median !== undefined && { median }),
    ahead: planned === undefined ? 0 : compared.filter((sign) => sign > 0).length,
    onPlan: compared.filter((sign) => sign === 0).length,
    behind: compared.filter((sign) => sign < 0).length,
    done,
  };
}
