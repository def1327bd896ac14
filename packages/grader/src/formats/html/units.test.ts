import { expect, test } from 'vitest';
import { counted, decimal, duration, lateness, percent } from './units.ts';

test.each([
  [0, '0 ms'],
  [0.26, '0.3 ms'],
  [12.4, '12 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [59_940, '59.9 s'],
  [59_960, '1 min'],
  [125_000, '2 min 5 s'],
  [3_599_900, '1 h'],
  [3_780_000, '1 h 3 min'],
])('duration of %d ms: %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

test.each([
  [0.2, '1 min'],
  [45, '45 min'],
  [60, '1 h'],
  [125, '2 h 5 min'],
  [1440, '1 d'],
  [1890, '1 d 8 h'],
])('late by %d minutes: %s', (minutes, text) => {
  expect(lateness(minutes)).toBe(text);
});

test.each([
  [0, '0 %'],
  [0.004, 'under 1 %'],
  [0.146, '15 %'],
  [0.995, 'over 99 %'],
  [1, '100 %'],
])('share of %d: %s', (share, text) => {
  expect(percent(share)).toBe(text);
});

test('numbers and words', () => {
  expect([7, 7.2, 7.251].map((value) => decimal(value))).toEqual(['7', '7.2', '7.25']);
  expect([0, 1, 2].map((count) => counted(count, 'step'))).toEqual([
    '0 steps',
    '1 step',
    '2 steps',
  ]);
});
