import { plainLines } from '@kit/checker';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileText } from './hostile-class.ts';
import { shownName } from './text.ts';

test('whatever it was, it is well-formed, and its lines are its only control characters', () => {
  fc.assert(
    fc.property(hostileText, fc.nat(50), (text, limit) => {
      const clean = plainLines(text, limit + 1);
      expect(clean.isWellFormed()).toBe(true);
      expect(clean).not.toMatch(/[^\P{Cc}\n]|\p{Cf}|\p{Zl}|\p{Zp}|[\ufffe\uffff]/u);
      expect(clean.length).toBeLessThanOrEqual(limit + 1);
    }),
  );
});

test('a learner has a name', () => {
  expect(['ada', 'a\nb', ' \u0000'].map((name) => shownName({ name }))).toEqual([
    'ada',
    'a b',
    '(no name)',
  ]);
});
