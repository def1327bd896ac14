import type { Told, ToldProblem, ToldStep } from '@kit/verify/room';

/** What the room knows of one learner. A value, never changed. All times are the room's, in milliseconds since the epoch. */
export interface Learner {
  readonly id: string;
  readonly name: string;
  /** Of those of that name, in the order in which they came. */
  readonly number: number;
  /** SHA-256, in hexadecimal: the token itself is the learner's alone. */
  readonly tokenHash: string;
  readonly joinedAt: number;
  readonly seenAt: number;
  /** Said goodbye. */
  readonly hasLeft: boolean;
  /** The last verdict on each step, by id; one that is waited for is none. */
  readonly steps: Readonly<Partial<Record<string, JudgedStep>>>;
  readonly trouble?: string;
  readonly dockerfile?: string;
  /** When each step passed first, by id. */
  readonly passedAt: Readonly<Partial<Record<string, number>>>;
  /** When a step passed for the first time last; the times in which nobody was there not counted. */
  readonly progressAt: number;
}

export interface JudgedStep {
  readonly status: Exclude<ToldStep['status'], 'waiting'>;
  readonly problems: readonly ToldProblem[];
}

/** A learner is heard of every ten seconds. */
export const awayMs = 25_000;

export function isAway({ seenAt, hasLeft }: Learner, now: number): boolean {
  return hasLeft || now - seenAt > awayMs;
}

export function newLearner(
  identity: Pick<Learner, 'id' | 'name' | 'number' | 'tokenHash'>,
  now: number,
): Learner {
  return {
    ...identity,
    joinedAt: now,
    seenAt: now,
    hasLeft: false,
    steps: {},
    passedAt: {},
    progressAt: now,
  };
}

/** `Ada`, and the second of them `Ada (2)`. */
export function shownName({ name, number }: Pick<Learner, 'name' | 'number'>): string {
  return number === 1 ? name : `${name} (${number})`;
}

/** The learner after one more message. */
export function heard(before: Learner, told: Told, now: number): Learner {
  const { trouble: _, dockerfile: __, ...rest } = before;
  const steps = { ...before.steps };
  const passedAt = { ...before.passedAt };
  let { progressAt } = seen(before, now);
  for (const { id, status, problems = [] } of told.steps) {
    if (status === 'waiting') continue;
    steps[id] = { status, problems };
    if (status !== 'passed' || passedAt[id] !== undefined) continue;
    passedAt[id] = now;
    progressAt = now;
  }
  return {
    ...rest,
    seenAt: now,
    hasLeft: false,
    steps,
    passedAt,
    progressAt,
    ...(told.trouble !== undefined && { trouble: told.trouble }),
    ...(told.dockerfile !== undefined && { dockerfile: told.dockerfile }),
  };
}

/** The learner has come back, or is there as before: who was away made no progress, and was not stuck. */
function seen(before: Learner, now: number): Pick<Learner, 'progressAt'> {
  const absence = isAway(before, now) ? now - before.seenAt : 0;
  return { progressAt: Math.min(now, before.progressAt + absence) };
}

/** What the learner is told to mend now: the first problem of the first step that has one. */
export function presentProblem(
  { steps }: Learner,
  ids: readonly string[],
): { readonly step: string; readonly problem: ToldProblem } | undefined {
  for (const id of ids) {
    const step = steps[id];
    const [problem] = step?.problems ?? [];
    if (problem !== undefined && step?.status !== 'passed') return { step: id, problem };
  }
  return undefined;
}

export function passedCount({ steps }: Learner): number {
  return Object.values(steps).filter((step) => step?.status === 'passed').length;
}
