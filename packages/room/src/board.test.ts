import { describe, expect, test } from 'vitest';
import { boardOf } from './board.ts';
import { awayMs, heard, newLearner } from './learner.ts';
import type { Learner } from './learner.ts';
import { newSession } from './session.ts';
import { paceOf, stepsOf } from './statistics.ts';
import { standing } from './testing/learner.ts';

const steps = ['one', 'two', 'three', 'four'].map((id) => ({
  id,
  title: `Step ${id}`,
  minutes: 5,
}));
const ids = steps.map(({ id }) => id);
const minute = 60_000;
const start = 10_000_000;
const now = start + 30 * minute;
const door = { addresses: [], code: '', qr: { size: 0, path: '' } };
const plan = { minutes: 40, stuckMinutes: 5 };

interface Standing {
  readonly passed: number;
  readonly message?: string;
  /** Minutes before now. */
  readonly progress?: number;
  readonly seen?: number;
  readonly dockerfile?: string;
}

function learner(name: string, standingNow: Standing): Learner {
  const { passed, message, progress = 0, seen = 0, dockerfile } = standingNow;
  const identity = { id: `id of ${name}`, name, number: 1, tokenHash: name };
  const told = { ...standing(ids, passed, message), ...(dockerfile && { dockerfile }) };
  return {
    ...heard(newLearner(identity, start), told, now),
    progressAt: now - progress * minute,
    seenAt: now - seen * minute,
  };
}

function board(learners: readonly Learner[], isNamed = true, begunAt: number | undefined = start) {
  const session = { ...newSession('sample', 1, start), ...(begunAt && { begunAt }) };
  return boardOf({ title: 'Sample', session, door, steps, learners, plan, isNamed, now });
}

describe('the matrix', () => {
  test('rows by name, numbers as numbers; a column a step', () => {
    const learners = ['Zoë', 'learner 10', 'Ada', 'learner 9'].map((name) =>
      learner(name, { passed: 1 }),
    );
    const state = board(learners);
    expect(state.learners.map(({ name }) => name)).toEqual([
      'Ada',
      'learner 9',
      'learner 10',
      'Zoë',
    ]);
    expect(state.learners[0]).toMatchObject({
      passed: 1,
      cells: ['passed', 'failed', 'blocked', 'blocked'],
      isAway: false,
      isStuck: false,
    });
    expect(state.steps.map(({ passed, here }) => [passed, here])).toEqual([
      [4, 0],
      [0, 4],
      [0, 0],
      [0, 0],
    ]);
  });

  test('a laptop that is silent is away, and so is who said goodbye', () => {
    const silent = { ...learner('silent', { passed: 0 }), seenAt: now - awayMs - 1 };
    const gone = { ...learner('gone', { passed: 0 }), hasLeft: true };
    const there = { ...learner('there', { passed: 0 }), seenAt: now - awayMs };
    const away = board([silent, gone, there]).learners.filter(({ isAway }) => isAway);
    expect(away.map(({ name }) => name)).toEqual(['gone', 'silent']);
  });
});

describe('who is stuck', () => {
  test('no progress for that long, the longest first, on what, with the words they see', () => {
    const state = board([
      learner('five', { passed: 1, progress: 5, message: 'The image exposes port `80`.' }),
      learner('four', { passed: 1, progress: 4.9 }),
      learner('nine', { passed: 0, progress: 9 }),
    ]);
    expect(state.stuck).toEqual([
      expect.objectContaining({ name: 'nine', step: 'Step one' }) as object,
      {
        learner: 'id of five',
        name: 'five',
        since: now - 5 * minute,
        step: 'Step two',
        check: 'a-check',
        message: 'The image exposes port `80`.',
        why: 'It matters.',
        help: 'Mend it.',
      },
    ]);
    expect(state.learners.find(({ name }) => name === 'five')?.isStuck).toBe(true);
  });

  test('neither who is away, nor who is done, nor who has done all that can be judged there', () => {
    const done = learner('done', { passed: 4, progress: 20 });
    const asFarAsItGoes = {
      ...learner('static', { passed: 4, progress: 20 }),
      steps: { ...done.steps, four: { status: 'skipped', problems: [] } as const },
    };
    expect(
      board([learner('away', { passed: 0, progress: 20, seen: 10 }), done, asFarAsItGoes]).stuck,
    ).toEqual([]);
  });

  test('who has trouble with the folder is told of with that', () => {
    const lost = {
      ...learner('lost', { passed: 4, progress: 20 }),
      trouble: 'There is no folder.',
    };
    expect(board([lost]).stuck).toEqual([
      {
        learner: 'id of lost',
        name: 'lost',
        since: now - 20 * minute,
        message: 'There is no folder.',
      },
    ]);
  });
});

test('mistakes: by step and check, of who is there, with an example of the commonest wording', () => {
  const dockerfile = 'FROM a\nEXPOSE 81\nCMD b\nCMD c';
  const state = board([
    learner('a', { passed: 1, message: 'Port `80` is exposed.' }),
    learner('b', { passed: 1, message: 'Port `81` is exposed.', dockerfile }),
    learner('c', { passed: 1, message: 'Nothing is exposed.', dockerfile }),
    learner('d', { passed: 0, message: 'No file.' }),
    learner('e', { passed: 0, message: 'No file.', seen: 10 }),
    learner('f', { passed: 4 }),
  ]);
  expect(state.mistakes).toEqual([
    {
      step: 'Step two',
      check: 'a-check',
      message: 'Port `81` is exposed.',
      why: 'It matters.',
      help: 'Mend it.',
      learners: 3,
      lines: [
        { number: 1, text: 'FROM a', isWrong: false },
        { number: 2, text: 'EXPOSE 81', isWrong: true },
        { number: 3, text: 'CMD b', isWrong: false },
      ],
    },
    expect.objectContaining({
      step: 'Step one',
      message: 'No file.',
      learners: 1,
      lines: [],
    }) as object,
  ]);
});

describe('the pace', () => {
  const class_ = [4, 3, 3, 2, 0].map((passed, index) => learner(`${index}`, { passed }));

  test('against the plan: three quarters of the time, three of four steps', () => {
    expect(board(class_).pace).toEqual({
      minutes: 40,
      begunAt: start,
      planned: 3,
      median: 3,
      ahead: 1,
      onPlan: 2,
      behind: 2,
      done: 1,
    });
  });

  test('gives each step the share that its authors give it', () => {
    const shares = [1, 2, 6, 1].map((minutes, index) => ({ id: `${index}`, title: '', minutes }));
    const plannedAfter = (minutes: number) =>
      paceOf(
        { ...newSession('sample', 1, start), begunAt: start },
        [],
        shares,
        40,
        start + minutes * minute,
      ).planned;
    expect([0, 3.99, 4, 11.99, 12, 35, 36, 39.99, 40, 99].map(plannedAfter)).toEqual([
      0, 0, 1, 1, 2, 2, 3, 3, 4, 4,
    ]);
    expect(stepsOf([], shares, 40).map(({ minutes }) => minutes)).toEqual([4, 8, 24, 4]);
  });

  test('before it runs, and without anybody', () => {
    expect(board(class_, true, 0).pace).toEqual({
      minutes: 40,
      median: 3,
      ahead: 0,
      onPlan: 0,
      behind: 0,
      done: 1,
    });
    expect(board([]).pace).toMatchObject({ planned: 3, ahead: 0, behind: 0, done: 0 });
  });
});

test('for the projector: no name, no id, and an order that tells none', () => {
  const state = board(
    [
      learner('Ada', { passed: 0, progress: 9 }),
      { ...learner('Grace', { passed: 3 }), trouble: 'There is no folder `grace`.' },
    ],
    false,
  );
  expect(JSON.stringify(state)).not.toMatch(/ada|grace/i);
  expect(state.learners.map(({ id, passed }) => [id, passed])).toEqual([
    ['0', 3],
    ['1', 0],
  ]);
  expect(state.stuck).toHaveLength(1);
});
