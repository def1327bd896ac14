import { expect, test } from 'vitest';
import { firstOfEach } from './first-of-each.ts';

function some(kind: string, count: number) {
  return Array.from({ length: count }, (_, index) => ({ kind, message: `${kind} ${index + 1}.` }));
}

test.each([
  [20, '20.'],
  [21, '20. There is 1 more like it.'],
  [3_000, '20. There are 2980 more like it.'],
])('of %i of a kind', (count, last) => {
  const told = firstOfEach([...some('a', count), ...some('b', 3)], ({ kind }) => kind);
  expect(told.map(({ message }) => message)).toEqual([
    ...some('a', 19).map(({ message }) => message),
    `a ${last}`,
    ...some('b', 3).map(({ message }) => message),
  ]);
});
