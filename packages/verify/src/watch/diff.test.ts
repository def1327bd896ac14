import { describe, expect, test } from 'vitest';
import { changesOf, diffLines } from './diff.ts';

const marks = { same: ' ', removed: '-', added: '+' };

function diff(before: string, after: string): string {
  return diffLines(before.replaceAll(' ', '\n'), after.replaceAll(' ', '\n'))
    .map(({ kind, text }) => `${marks[kind]}${text}`)
    .join(' ');
}

describe('one line after the other', () => {
  test.each([
    ['a b c', 'a b c', ' a  b  c'],
    ['', 'a b', '+a +b'],
    ['a b', '', '-a -b'],
    ['a c', 'a b c', ' a +b  c'],
    ['a b c', 'a c', ' a -b  c'],
    ['a x c', 'a b c', ' a -x +b  c'],
    ['b a', 'a b', '-b  a +b'],
    ['a b ', 'a b', ' a  b'],
  ])('%j to %j', (before, after, expected) => {
    expect(diff(before, after)).toBe(expected);
  });
});

test('the line ends of Windows are no change', () => {
  expect(changesOf(diffLines('a\r\nb\r\n', 'a\nb\n'))).toBe(0);
});

test('texts of very many lines are told as changed', () => {
  const many = 'a\n'.repeat(100_000);
  expect(changesOf(diffLines(many, many))).toBe(200_000);
});
