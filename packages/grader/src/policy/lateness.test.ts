import type { Grading } from '@kit/checker';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gradingOf } from './fixture.ts';
import { latenessOf } from './lateness.ts';

const due = '2026-11-01T23:59:00+01:00';
const deduct = { kind: 'deduct', perDay: 0.1, most: 0.25 } as const;
const after = (minutes: number) => new Date(Date.parse(due) + minutes * 60_000).toISOString();

const late = (minutes: number, grading: Partial<Grading> = {}) =>
  latenessOf(after(minutes), gradingOf({ due, late: deduct, ...grading }));

const day = 24 * 60;

test.each([
  [-1, undefined],
  [0, undefined],
  [0.001, { minutes: 1, deducted: 0.1 }],
  [day, { minutes: day, deducted: 0.1 }],
  [day + 1, { minutes: day + 1, deducted: 0.2 }],
  [2 * day + 1, { minutes: 2 * day + 1, deducted: 0.25 }],
  [400 * day, { minutes: 400 * day, deducted: 0.25 }],
])('%d minutes after', (minutes, expected) => {
  expect(late(minutes)).toEqual(expected);
});

test('in the minutes of grace nobody is late; after them it counts from the start', () => {
  expect(late(15, { graceMinutes: 15 })).toBeUndefined();
  expect(late(16, { graceMinutes: 15 })).toEqual({ minutes: 16, deducted: 0.1 });
});

test('the other rules', () => {
  expect(late(5, { late: { kind: 'accept' } })).toEqual({ minutes: 5, deducted: 0 });
  expect(late(5, { late: { kind: 'refuse' } })).toEqual({ minutes: 5, deducted: 1 });
  expect(late(2 * day, { late: { ...deduct, perDay: 0.15, most: 1 } })?.deducted).toBe(0.3);
});

test('nobody is late where a time is not known', () => {
  expect(latenessOf(undefined, gradingOf({ due, late: deduct }))).toBeUndefined();
  expect(latenessOf(after(day), gradingOf({ late: deduct }))).toBeUndefined();
});

test('later is never cheaper, and never more than the most', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const minutes = fc.integer({ min: -day, max: 1000 * day });
  fc.assert(
    fc.property(share, share, minutes, minutes, (perDay, most, one, other) => {
      const costs = (after: number) =>
        late(after, { late: { kind: 'deduct', perDay, most } })?.deducted ?? 0;
      expect(costs(Math.max(one, other))).toBeGreaterThanOrEqual(costs(Math.min(one, other)));
      expect(costs(one)).toBeGreaterThanOrEqual(0);
      expect(costs(one)).toBeLessThanOrEqual(most + 1e-6);
    }),
  );
});
