import { expect, test } from 'vitest';
import { excerptOf } from './source-excerpt.ts';

const place = (from: number, to: number) => ({
  start: { line: from, column: 1 },
  end: { line: to, column: 2 },
});
const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => `line ${index + 1}\r\n`).join('');

/** As `3` for a line about it, `!3` for one that is wrong. */
const shown = (...given: Parameters<typeof excerptOf>) =>
  excerptOf(...given).map(({ number, isWrong }) => `${isWrong ? '!' : ''}${number}`);

test.each([
  ['in the middle', numbered(9), place(4, 4), ['3', '!4', '5']],
  ['the first', numbered(9), place(1, 1), ['!1', '2']],
  ['the last', numbered(3), place(3, 3), ['2', '!3']],
  ['of several lines', numbered(9), place(4, 5), ['3', '!4', '!5', '6']],
  ['of very many lines', numbered(99), place(4, 80), ['3', '!4', '!5', '!6', '!7', '!8']],
  ['behind the end', numbered(2), place(3, 3), ['2']],
  ['of an empty file', '', place(1, 1), ['!1']],
  ['without a place', numbered(2), undefined, []],
  ['without a source', undefined, place(1, 1), []],
])('an excerpt: %s', (_, source, range, expected) => {
  expect(shown(source, range)).toEqual(expected);
});

test('a line is as it was written, but for its end', () => {
  expect(excerptOf('FROM a\n\tRUN \u001b[31m \r\n', place(2, 2))[1]).toEqual({
    number: 2,
    text: '\tRUN \u001b[31m ',
    isWrong: true,
  });
});
