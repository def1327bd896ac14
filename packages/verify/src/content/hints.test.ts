import { expect, test } from 'vitest';
import { hintsIn } from './hints.ts';

test('the items of an ordered list, each in one line', () => {
  expect(hintsIn('1. Look at the port.\n2. The instruction\n   is `EXPOSE`.\n')).toEqual([
    'Look at the port.',
    'The instruction is `EXPOSE`.',
  ]);
});

test('a text without a list has none', () => {
  expect(hintsIn('Look at the port.\n')).toEqual([]);
});
