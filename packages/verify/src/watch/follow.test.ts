import { describe, expect, test } from 'vitest';
import type { LoopState } from '../loop/loop-state.ts';
import { emptyAt } from '../record/record.ts';
import { beginFollowing, follow } from './follow.ts';
import type { Followed } from './follow.ts';
import { scenes } from './scenes.ts';

const nothing = emptyAt({ workshop: 'containerize-python', directory: '/app' });
const time = new Date('2026-01-05T14:30:00.000Z');
const { 'fresh-clone': fresh, 'a-mistake': mistaken, building } = scenes;
const passed = scenes['passed-and-running'];

/** Each state in a round of its own. */
function along(states: readonly LoopState[], start = beginFollowing(nothing)): Followed {
  return states.reduce(
    (sum, state, index) => follow(sum, { ...state, round: index + 1 }, time),
    start,
  );
}

describe('what came to pass', () => {
  test('is no news at the first look', () => {
    expect(along([mistaken.state])).not.toHaveProperty('news');
  });

  test.each([
    [[fresh.state, mistaken.state], 'Steps 1, 2, 3, 4, 6, 8, 9 and 10 passed.'],
    [[mistaken.state, building.state], 'Steps 5 and 7 passed.'],
  ])('is told', (states, news) => {
    expect(along(states).news).toBe(news);
  });

  test('one step is told with its title', () => {
    const steps = mistaken.state.steps.map((step, index) =>
      index === 4 ? { ...step, status: 'passed' } : step,
    ) as LoopState['steps'];
    expect(along([mistaken.state, { ...mistaken.state, steps }]).news).toBe(
      'Step 5 passed: Expose the port.',
    );
  });

  test('is news for one round', () => {
    expect(along([fresh.state, mistaken.state, mistaken.state])).not.toHaveProperty('news');
  });

  test('a step that the engine judges again did not come to pass', () => {
    expect(along([passed.state, building.state, passed.state])).not.toHaveProperty('news');
  });
});

describe('the record', () => {
  test('has each step that passed, with the first time', () => {
    const { record } = along([mistaken.state]);
    expect(Object.keys(record.steps)).toHaveLength(8);
    const later = new Date('2026-01-06T00:00:00.000Z');
    const again = follow(beginFollowing(record), { ...passed.state, round: 1 }, later).record;
    expect(again.steps['base-image']).toEqual({ passedAt: time.toISOString() });
    expect(again.steps['expose-port']).toEqual({ passedAt: later.toISOString() });
  });

  test('is the same value where nothing changes', () => {
    const followed = along([mistaken.state]);
    expect(along([mistaken.state], followed).record).toBe(followed.record);
  });

  test('counts how often all passed', () => {
    const states = [passed.state, building.state, passed.state, mistaken.state, passed.state];
    expect(along(states).record.passes).toBe(2);
  });
});

describe('the first pass', () => {
  test('is the first, as long as it lasts', () => {
    expect(along([mistaken.state, passed.state]).isFirstPass).toBe(true);
    expect(along([passed.state, building.state, passed.state]).isFirstPass).toBe(true);
    expect(along([passed.state, mistaken.state, passed.state]).isFirstPass).toBe(false);
  });

  test('of a folder that passed on another day is none', () => {
    const before = beginFollowing({ ...nothing, passes: 1 });
    expect(along([passed.state], before)).toMatchObject({
      isFirstPass: false,
      record: { passes: 1 },
    });
  });
});

test('a folder that cannot be read changes nothing', () => {
  const followed = along([mistaken.state]);
  const trouble = { reason: 'gone', help: '' };
  expect(follow(followed, { ...passed.state, trouble }, time)).toBe(followed);
});
