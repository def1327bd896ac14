import { expect, test } from 'vitest';
import { spreadsheet, textCell } from './spreadsheet.ts';

test.each([
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['a;=1+1', "a;'=1+1"],
  ['a\n=1', 'a =1'],
  ['a "word", and more', '"a ""word"", and more"'],
  ['\u202eab\u0000', '\ufffdab'],
])('no formula, no control character, one cell: %j', (text, cell) => {
  expect(spreadsheet([[textCell(text), 7]])).toBe(`\ufeff${cell},7\r\n`);
});
