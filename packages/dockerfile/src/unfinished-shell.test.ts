import { expect, test } from 'vitest';
import { missingAtEnd } from './unfinished-shell.ts';

test.each([
  ['(pip install x', ')'],
  ['pip install x)', undefined],
  ['{ pip install x', '}'],
  ["pip install 'x", "'"],
  ['pip install "x', '"'],
  ['if true; then pip install x', 'fi'],
  ['for a in b; do pip install $a', 'done'],
  ['case x in', 'esac'],
  ['pip install x', undefined],
  ['pip install x &&', undefined],
  ['echo "${x:-\'}"', undefined],
  ["cat <<E\nit's\nE\n", undefined],
  ["echo x # it's", undefined],
  ['('.repeat(100_000), undefined],
  [`if true; then cat ${'<<E'.repeat(2_000)}`, undefined],
])('%j lacks %j', (script, missing) => {
  expect(missingAtEnd(script)).toBe(missing);
});
