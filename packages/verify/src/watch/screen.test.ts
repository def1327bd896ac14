import { expect, test } from 'vitest';
import { changes } from './screen.ts';

test.each([
  ['nothing changed: nothing is written', ['a', 'b'], ['a', 'b'], ''],
  ['one line', ['a', 'b', 'c'], ['a', 'x', 'c'], '\u001b[2;1Hx\u001b[K'],
  ['all, at first', [], ['a', ''], '\u001b[1;1Ha\u001b[K\u001b[2;1H\u001b[K'],
  ['a full line has nothing to its right', [], ['12345'], '\u001b[1;1H12345'],
  [
    'colours take no room',
    [],
    ['\u001b[1m1234\u001b[22m'],
    '\u001b[1;1H\u001b[1m1234\u001b[22m\u001b[K',
  ],
  ['fewer lines: the rest goes', ['a', 'b'], ['a'], '\u001b[2;1H\u001b[J'],
])('%s', (_, shown, lines, written) => {
  expect(changes(shown, lines, 5)).toBe(written);
});
