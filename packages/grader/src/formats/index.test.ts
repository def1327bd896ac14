import { expect, test } from 'vitest';
import { formats } from './index.ts';
import { formatNames } from './names.ts';

test('each is called what its list says', () => {
  expect(formats.map(({ name }) => name)).toEqual(formatNames);
});

test('each has a name, and a file beside those of the others, of its own', () => {
  const names = formats.map(({ name }) => name);
  const files = formats.map(({ scope, file }) => `${scope}/${file}`);
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(files).size).toBe(files.length);
});
