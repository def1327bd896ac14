import { expect, test } from 'vitest';
import { cut, list, plain, plainLines, quote } from './plain-text.ts';

test.each([
  ['plain', 'plain'],
  ['\u001B[31mred\u001B[0m', 'red'],
  ['\u001B]0;title\u0007text', 'text'],
  ['a\nb\tc\0d', 'a b c d'],
  ['left\u202Etfel', 'left\ufffdtfel'],
  ['zero\u200Bwidth', 'zero\ufffdwidth'],
  ['/usr/src/app\u200B\u2060', '/usr/src/app\ufffd'],
  ['\ue000FROM\u{10fffd}', '\ufffdFROM\ufffd'],
  ['a\u2028b', 'a b'],
  ['\uffffFROM\ufdd0', '\ufffdFROM\ufffd'],
  ['ein schöner Tag 日本', 'ein schöner Tag 日本'],
])('%j becomes %j', (text, clean) => {
  expect(plain(text)).toBe(clean);
});

test('cuts what is long', () => {
  expect(plain('x'.repeat(1_000_000), 10)).toBe('xxxxxxxxx…');
  expect(quote('x'.repeat(20), 4)).toBe('`xxx…`');
});

test('cuts no character in two', () => {
  expect([plain('x💥y', 3), plain('xx💥', 3), cut('💥', 1), cut('💥', 2)]).toEqual([
    'x…',
    'xx…',
    '…',
    '💥',
  ]);
});

test('lists', () => {
  expect([list([]), list(['a']), list(['a', 'b']), list(['a', 'b', 'c'], 'or')]).toEqual([
    '',
    'a',
    'a and b',
    'a, b or c',
  ]);
});

test.each([
  ['a\r\n  b\rc\u2028d\u0085e\n', 'a\n  b\nc\nd\ne'],
  ['\n\n  File "x", line 7\n\n', '  File "x", line 7'],
  ['\u001b[31mred\u001b[0m\tof \u0000it  ', 'red of  it'],
  ['a\u202eb\ud800c\uffffd', 'a\ufffdb\ufffdc\ufffdd'],
])('in lines, %j becomes %j', (text, clean) => {
  expect(plainLines(text)).toBe(clean);
});

test('lines are cut where they are long, and no character in two', () => {
  expect(plainLines('x'.repeat(1_000_000), 10)).toBe('xxxxxxxxx…');
  expect(plainLines('x💥y', 3)).toBe('x…');
});
