import type { Grading } from '@kit/checker';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gradingOf, resultsOf, workshop } from './fixture.ts';
import type { Told } from './fixture.ts';
import { scoreOf } from './score.ts';

const score = (told: Readonly<Record<string, Told>>, grading: Partial<Grading> = {}) =>
  scoreOf(resultsOf(told), workshop.steps, gradingOf(grading));

const whole = { first: 'passed', second: 'passed', tag: 'skipped', serve: 'passed' } as const;

test('a point for each step that grading can judge', () => {
  expect(score(whole)).toEqual({
    points: [
      { id: 'first', points: 1, maxPoints: 1 },
      { id: 'second', points: 1, maxPoints: 1 },
      { id: 'tag', points: 0, maxPoints: 0 },
      { id: 'serve', points: 1, maxPoints: 1 },
    ],
    score: 3,
    maxScore: 3,
  });
});

const weighed = { points: { first: 0.1, second: 0.2, serve: 4 } };

test.each<[string, Readonly<Record<string, Told>>, Partial<Grading>, number, number]>([
  ['points by step', whole, weighed, 4.3, 4.3],
  ['no rounding shows', { ...whole, serve: ['serves'] }, weighed, 0.3, 4.3],
  ['the others count', whole, { points: { serve: 0 }, pointsPerStep: 2.5 }, 5, 5],
  ['what fails earns nothing', { ...whole, second: ['two'] }, {}, 2, 3],
  ['nor what is blocked, or could not be judged', { first: 'error', second: 'blocked' }, {}, 0, 3],
  ['all or nothing: all', whole, { credit: 'all-or-nothing' }, 3, 3],
  ['all or nothing: nothing', { ...whole, first: ['one'] }, { credit: 'all-or-nothing' }, 0, 3],
  [
    'a step of no points spoils nothing',
    { ...whole, first: ['one'] },
    { credit: 'all-or-nothing', points: { first: 0 } },
    2,
    2,
  ],
  ['check by check', { ...whole, second: ['one'] }, { credit: 'checks' }, 2.67, 3],
  [
    'two checks of one name, one told',
    { ...whole, second: ['two'] },
    { credit: 'checks' },
    2.67,
    3,
  ],
  ['both told', { ...whole, second: ['two', 'two'] }, { credit: 'checks' }, 2.33, 3],
  ['one told often', { ...whole, second: ['one', 'one', 'one'] }, { credit: 'checks' }, 2.67, 3],
  ['all told', { ...whole, second: ['one', 'two', 'two'] }, { credit: 'checks' }, 2, 3],
  ['a failed step is never whole', { ...whole, second: ['who'] }, { credit: 'checks' }, 2.67, 3],
  ['the container works, so that was there', { ...whole, first: 'skipped' }, {}, 3, 3],
  ['nobody could tell', { ...whole, first: 'skipped', serve: ['serves'] }, {}, 1, 3],
  ['nothing known', {}, {}, 0, 3],
])('%s', (_name, told, grading, expected, maximum) => {
  expect(score(told, grading)).toMatchObject({ score: expected, maxScore: maximum });
});

const ids = workshop.steps.map(({ id }) => id);
const names = fc.constantFrom('one', 'two', 'serves', 'who');
const told: fc.Arbitrary<Told> = fc.oneof(
  fc.constantFrom('passed', 'blocked', 'skipped', 'error' as const),
  fc.array(names, { minLength: 1, maxLength: 4 }),
);
const results = fc.record(Object.fromEntries(ids.map((id) => [id, told])));
const points = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100);
const policy = fc.record({
  credit: fc.constantFrom('all-or-nothing', 'steps', 'checks' as const),
  points: fc.dictionary(fc.constantFrom('first', 'second', 'serve'), points),
  pointsPerStep: points,
});

test('a score is from 0 to the most, with two decimals, and the sum of its parts', () => {
  fc.assert(
    fc.property(results, policy, (told, grading) => {
      const { points, score: sum, maxScore } = score(told, grading);
      expect(sum).toBeGreaterThanOrEqual(0);
      expect(sum).toBeLessThanOrEqual(maxScore);
      expect(Number(sum.toFixed(2))).toBe(sum);
      expect(points.reduce((total, each) => total + each.points, 0)).toBeCloseTo(sum, 6);
      for (const each of points) expect(each.points).toBeLessThanOrEqual(each.maxPoints);
      expect(maxScore).toBe(score({}, grading).maxScore);
    }),
  );
});

test('one more step that passes never costs a point', () => {
  fc.assert(
    fc.property(results, policy, fc.constantFrom(...ids), (told, grading, id) => {
      const better = score({ ...told, [id]: 'passed' }, grading).score;
      expect(better).toBeGreaterThanOrEqual(score(told, grading).score);
    }),
  );
});

test('nor does one diagnostic less', () => {
  fc.assert(
    fc.property(results, policy, fc.array(names, { minLength: 2 }), (told, grading, broken) => {
      const more = score({ ...told, second: broken }, grading).score;
      const fewer = score({ ...told, second: broken.slice(1) }, grading).score;
      expect(fewer).toBeGreaterThanOrEqual(more);
    }),
  );
});
