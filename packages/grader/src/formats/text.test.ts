import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileText } from './hostile-class.ts';
import { plainLines, shownName } from './text.ts';

test.each([
  ['a\r\n  b\rc\u2028d\u0085e\n', 'a\n  b\nc\nd\ne'],
  ['\n\n  File "x", line 7\n\n', '  File "x", line 7'],
  ['\u001b[31mred\u001b[0m\tof \u0000it  ', 'red of  it'],
  ['a\u202eb\ud800c\uffffd', 'a\ufffdb\ufffdc\ufffdd'],
])('%j becomes %j', (text, clean) => {
  expect(plainLines(text)).toBe(clean);
});

test('cuts what is long, and no character in two', () => {
  expect(plainLines('x'.repeat(1_000_000), 10)).toBe('xxxxxxxxx…');
  expect(plainLines('x💥y', 3)).toBe('x…');
});

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
