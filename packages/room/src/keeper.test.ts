import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createKeeper } from './keeper.ts';
import type { KeeperRequest } from './keeper.ts';
import { newLearner } from './learner.ts';
import { newSession } from './session.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const session = newSession('sample', 1, 0);
const learner = (id: string, seenAt = 0) => ({
  ...newLearner({ id, name: id, number: 1, tokenHash: id }, 0),
  seenAt,
});

function keeperWith(keep: KeeperRequest['keep'] = () => Promise.resolve(true)) {
  const kept: string[] = [];
  const told: string[] = [];
  const keeper = createKeeper({
    session: () => session,
    keep: async (_, learners) => {
      const isThere = await keep(session, learners);
      kept.push(learners.map(({ id, seenAt }) => `${id} ${seenAt}`).join());
      return isThere;
    },
    onForgotten: () => void told.push('forgotten'),
    onTrouble: ({ message }) => void told.push(message),
  });
  return { keeper, kept, told };
}

test('many changes are one write, of the newest', async () => {
  const { keeper, kept } = keeperWith();
  keeper.note(learner('a', 1));
  keeper.note(learner('b', 2));
  keeper.note(learner('a', 3));
  await vi.advanceTimersByTimeAsync(1_000);
  keeper.note();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(kept).toEqual(['a 3,b 2', '']);
});

test('what is asked to be settled is written at once, and nothing twice', async () => {
  const { keeper, kept } = keeperWith();
  keeper.note(learner('a', 1));
  await keeper.settled();
  expect(kept).toEqual(['a 1']);
  await keeper.close();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(kept).toEqual(['a 1']);
});

test('what cannot be written is tried again, with what is newer', async () => {
  let isAway = true;
  const { keeper, kept, told } = keeperWith(() =>
    isAway ? Promise.reject(new Error('The disk is full.')) : Promise.resolve(true),
  );
  keeper.note(learner('a', 1));
  keeper.note(learner('b', 1));
  await vi.advanceTimersByTimeAsync(400);
  keeper.note(learner('a', 2));
  isAway = false;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told).toEqual(['The disk is full.']);
  expect(kept.flatMap((each) => each.split(',')).toSorted()).toEqual(['a 2', 'b 1']);
});

test('a session that has been forgotten is told of', async () => {
  const { keeper, told } = keeperWith(() => Promise.resolve(false));
  keeper.note(learner('a'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toEqual(['forgotten']);
});
