import { expect, test } from 'vitest';
import { Budget } from '../files/budget.ts';
import { readIgnoreLine, readPatternText } from './pattern-text.ts';

/** Which of these paths a pattern matches, without what is below them. */
const paths = ['a', 'b', 'ab', 'a/b', 'a/b/c', '^a', '.a', 'a]'];

const matchedBy = (pattern: ReturnType<typeof readIgnoreLine>) =>
  typeof pattern === 'object'
    ? paths.filter((path) => pattern.matches(path, new Budget()))
    : pattern;

test.each([
  ['', undefined],
  [' \t', undefined],
  ['# a', undefined],
  ['!', 'refused'],
  ['! ', 'refused'],
  ['!/', 'refused'],
  ['[', 'refused'],
  ['[]', 'refused'],
  ['a[^', 'refused'],
  ['a', ['a']],
  ['/a', ['a']],
  ['/ a/./', ['a']],
  ['//a//b/', ['a/b']],
  ['! a', ['a']],
  [' #', []],
  ['?', ['a', 'b']],
  ['*', ['a', 'b', 'ab', '^a', '.a', 'a]']],
  ['**', paths],
  ['a**', ['a', 'ab', 'a/b', 'a/b/c', 'a]']],
  ['**b', ['b', 'ab', 'a/b']],
  ['**/b', ['b', 'a/b']],
  ['a/**/c', ['a/b/c']],
  ['[a-b]', ['a', 'b']],
  ['a[/x]b', ['a/b']],
  ['[^a]', ['b']],
  ['^a', ['^a']],
  ['^a*', ['a', 'ab', 'a]']],
  ['b^*', []],
  ['\\a', ['a']],
])('%j', (line, matched) => {
  expect(matchedBy(readIgnoreLine(line))).toEqual(matched);
});

test.each([
  ['/a', []],
  [' a/ ', ['a']],
  ['#', []],
  ['!a', ['a']],
])('%j on its own', (text, matched) => {
  expect(matchedBy(readPatternText(text))).toEqual(matched);
});
