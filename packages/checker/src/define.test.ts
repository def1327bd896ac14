import { expect, test } from 'vitest';
import { defineStep, defineWorkshop } from './define.ts';
import type { Step } from './step.ts';
import { holds } from './verdict.ts';

const step = (id: string, ...needs: readonly string[]): Step => ({
  id,
  title: id,
  goal: 'parse',
  needs,
  checks: [{ name: 'always', judge: () => holds }],
});
const workshop =
  (...steps: readonly Step[]) =>
  () =>
    defineWorkshop({ name: 'w', title: 'W', app: 'apps/a', steps, advice: [] });

test('hands on what is right', () => {
  const first = defineStep(step('first'));
  const second = defineStep(step('second-one', 'first'));
  expect(workshop(first, second)().steps).toEqual([first, second]);
});

test.each([
  [{ ...step('Big') }, 'Step "Big": an id is written in kebab-case.'],
  [{ ...step('a'), title: ' ' }, 'Step "a": it has no title.'],
  [{ ...step('a'), goal: 'fly' as 'parse' }, 'Step "a": "fly" is no goal.'],
  [step('a', 'a'), 'Step "a": it needs itself.'],
  [{ ...step('a'), checks: [] }, 'Step "a": it has no checks: it would pass whatever comes.'],
  ...[0, 2.5, NaN].map((minutes): [Step, string] => [
    { ...step('a'), minutes },
    'Step "a": its minutes are a whole number from 1.',
  ]),
])('refuses a step: %#', (wrong, message) => {
  expect(() => defineStep(wrong)).toThrow(new Error(message));
});

test.each([
  [workshop(), 'Workshop "w" has no steps.'],
  [workshop(step('a'), step('a')), 'Workshop "w", step "a": an earlier step has this id.'],
  [
    workshop(step('a', 'b'), step('b')),
    'Workshop "w", step "a": it needs "b", which is no step before it.',
  ],
])('refuses a workshop: %#', (define, message) => {
  expect(define).toThrow(new Error(message));
});
