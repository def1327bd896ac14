import { expect, test } from 'vitest';
import { sampleGrades } from '../samples.ts';
import { scoreBands } from './score-bands.ts';

const scoring = (...scores: readonly number[]) =>
  scores.map((score) => ({ ...sampleGrades.passed, score, maxScore: 10 }));

test('tenths of what can be reached, and all of it', () => {
  const bands = scoreBands(scoring(10, 10, 9.99, 9, 8.99, 0, 2.9999999999999996));
  expect(bands.map(({ label, count }) => `${label}: ${count}`)).toEqual([
    'all 10: 2',
    '9 to 10: 2',
    '8 to 9: 1',
    '7 to 8: 0',
    '6 to 7: 0',
    '5 to 6: 0',
    '4 to 5: 0',
    '3 to 4: 1',
    '2 to 3: 0',
    '1 to 2: 0',
    '0 to 1: 1',
  ]);
});

test('what was not judged is no score', () => {
  const counts = scoreBands([sampleGrades.error, sampleGrades.refused]).map(({ count }) => count);
  expect(counts).toEqual(Array.from({ length: 11 }, () => 0));
});
