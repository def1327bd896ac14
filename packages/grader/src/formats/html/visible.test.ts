import { expect, test } from 'vitest';
import { visibleLine } from './visible.ts';

test.each([
  ['as it is', 'Zoë 王小明 נועה 👍', 'Zoë 王小明 נועה 👍'],
  ['indentation', '\t RUN', '     RUN'],
  ['terminal codes', 'a\u001b[31mb\u009b0m\u0007', 'a\\u001b[31mb\\u009b0m\\u0007'],
  ['what turns text around', '\u202ednim\u2066', '\\u202ednim\\u2066'],
  ['what has no shape', 'a\u200bb\ufeffc\u00add', 'a\\u200bb\\ufeffc\\u00add'],
  ['line ends', 'a\r\nb\u2028c\u0085d', 'a\\u000d\\u000ab\\u2028c\\u0085d'],
  ['half a character', 'a\ud800b\udc00', 'a\\ud800b\\udc00'],
  ['nothing', '', ''],
])('a line of a Dockerfile: %s', (_, text, shown) => {
  expect(visibleLine(text)).toBe(shown);
});

test.each([
  ['fits', 'abcd', 'abcd'],
  ['too long', 'abcde', 'abc…'],
  ['not within a character', 'ab👍c', 'ab…'],
  ['too long once it is seen', '\u0000', '\\u0…'],
])('cut: %s', (_, text, shown) => {
  expect(visibleLine(text, 4)).toBe(shown);
});
