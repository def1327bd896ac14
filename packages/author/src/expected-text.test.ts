import { expect, test } from 'vitest';
import { expectedText } from './expected-text.ts';

const first = { check: 'works-in', message: 'M', why: 'W', help: 'one\ntwo' };
const second = {
  ...first,
  help: 'H',
  docs: 'https://example.org',
  rule: 'hadolint DL3000',
  range: { start: { line: 2, column: 1 }, end: { line: 2, column: 9 } },
};

test('a field a line, further lines of a field indented, an empty line between two', () => {
  expect(expectedText([first, second])).toBe(
    `check: works-in
message: M
why: W
help: one
  two

check: works-in
place: 2:1 to 2:9
message: M
why: W
help: H
docs: https://example.org
rule: hadolint DL3000
`,
  );
});

test('nothing to say is an empty text', () => {
  expect(expectedText([])).toBe('');
});
