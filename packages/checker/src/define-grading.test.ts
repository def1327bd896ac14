import { expect, test } from 'vitest';
import { defineWorkshop } from './define.ts';
import { defineGrading } from './define-grading.ts';
import type { Grading } from './grading.ts';
import type { Goal, Step } from './step.ts';
import { holds } from './verdict.ts';

const step = (id: string, goal: Goal, ...needs: readonly string[]): Step => ({
  id,
  title: id,
  goal,
  needs,
  checks: [{ name: 'always', judge: () => holds }],
});

const define = (grading: Partial<Grading>) => () =>
  defineWorkshop({
    name: 'w',
    title: 'W',
    app: 'apps/a',
    steps: [step('parsed', 'parse'), step('built', 'build', 'parsed'), step('named', 'tag')],
    advice: [],
    grading: defineGrading(grading),
  });

test('what is left out is the usual', () => {
  expect(defineGrading({ points: { serve: 4 }, attempts: 'latest' })).toEqual({
    points: { serve: 4 },
    pointsPerStep: 1,
    credit: 'steps',
    hidden: [],
    steps: [],
    graceMinutes: 0,
    late: { kind: 'accept' },
    attempts: 'latest',
    buildSeconds: 180,
  });
});

test.each<Partial<Grading>>([
  {},
  { points: { parsed: 0, built: 2.25, named: 0, secret: 3 }, steps: [step('secret', 'build')] },
  { steps: [step('secret', 'build', 'built')], hidden: ['secret'] },
  { due: '2026-11-01T23:59:00+01:00', late: { kind: 'deduct', perDay: 0.1, most: 1 } },
])('is right: %j', (grading) => {
  expect(define(grading)().grading).toEqual(defineGrading(grading));
});

const isShare = 'Grading: perDay and most are shares of the points, from 0 to 1.';
const deduct = (perDay: number, most: number) =>
  ({ late: { kind: 'deduct', perDay, most } }) as const;

test.each<[Partial<Grading>, string]>([
  [{ points: { no: 1 } }, 'Workshop "w", grading: it names "no", which is no step.'],
  [{ hidden: ['no'] }, 'Workshop "w", grading: it names "no", which is no step.'],
  [
    { points: { named: 1 } },
    'Workshop "w", grading: no points for "named": grading sees no tags, they are on the learner\'s own engine.',
  ],
  [
    { hidden: ['parsed'] },
    'Workshop "w", grading: "built" needs "parsed": that would tell of a hidden step.',
  ],
  [{ steps: [step('built', 'build')] }, 'Workshop "w", step "built": an earlier step has this id.'],
  [
    { steps: [step('more', 'build', 'no')] },
    'Workshop "w", step "more": it needs "no", which is no step before it.',
  ],
  ...[-1, Number.NaN, Number.POSITIVE_INFINITY, 0.001].map((value): [Partial<Grading>, string] => [
    { points: { built: value } },
    `Grading: ${value} points for "built": 0 or more, with two decimals at most.`,
  ]),
  [
    { pointsPerStep: -2 },
    'Grading: -2 points for "pointsPerStep": 0 or more, with two decimals at most.',
  ],
  [{ credit: 'half' as 'steps' }, 'Grading: "half" is no credit.'],
  [{ attempts: 'first' as 'best' }, 'Grading: "first" is no choice of attempts.'],
  [{ late: { kind: 'never' as 'refuse' } }, 'Grading: "never" is no late rule.'],
  ...[0, 1_801, Number.NaN].map((buildSeconds): [Partial<Grading>, string] => [
    { buildSeconds },
    'Grading: a build has from 1 to 1800 seconds.',
  ]),
  [
    { due: '2026-11-01T23:59:00' },
    'Grading: "2026-11-01T23:59:00" is no due date: ISO 8601 with a time zone, as "2026-11-01T23:59:00+01:00".',
  ],
  [{ graceMinutes: -1 }, 'Grading: graceMinutes is 0 or more.'],
  [{ graceMinutes: Number.POSITIVE_INFINITY }, 'Grading: graceMinutes is 0 or more.'],
  [deduct(1.1, 1), isShare],
  [deduct(0.1, -1), isShare],
  [deduct(Number.NaN, 1), isShare],
])('is refused: %j', (grading, message) => {
  expect(define(grading)).toThrow(new Error(message));
});
