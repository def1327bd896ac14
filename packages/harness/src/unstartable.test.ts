import { expect, test } from 'vitest';
import { unstartableOf } from './unstartable.ts';

const refused = (words: string) =>
  Object.assign(new Error(`(HTTP code 500) server error - ${words}`), { statusCode: 500 });

test.each([
  ['unable to find user eve: no matching entries in passwd file'],
  ['unable to find group 99999999999: no matching entries in group file'],
  ['uids and gids must be in range 0-2147483647'],
  ['exec: "serve": executable file not found in $PATH: unknown'],
])('the image is to blame for: %s', (words) => {
  expect(unstartableOf(refused(words))?.message).toBe(words);
});

test.each([
  refused('failed to create task: resource temporarily unavailable'),
  new Error('uids and gids must be in range 0-2147483647'),
])('the engine is to blame for: %s', (error) => {
  expect(unstartableOf(error)).toBeUndefined();
});
