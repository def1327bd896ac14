import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csv } from './csv.ts';
import { hostileClass } from './hostile-class.ts';
import { renderClass } from './render-class.ts';
import { sampleGrades } from './samples.ts';

/** A reader as strict as RFC 4180: CRLF, a quote inside quotes alone, and doubled there. */
function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let rest = text.replace(/^\ufeff/, '');
  while (rest !== '') {
    const row: string[] = [];
    for (;;) {
      const field = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest);
      if (field === null) throw new Error(`No field: ${rest.slice(0, 80)}`);
      const [whole, quoted, bare = '', end] = field;
      row.push(quoted?.replaceAll('""', '"') ?? bare);
      rest = rest.slice(whole.length);
      if (end === '\r\n') break;
    }
    rows.push(row);
  }
  return rows;
}

const named = (name: string) => {
  const text = renderClass(csv, { submissions: [{ ...sampleGrades.passed, name }] });
  return readCsv(text)[1]?.[0];
};

test('as the grader has it', async () => {
  await expect(renderClass(csv)).toMatchFileSnapshot('__snapshots__/class.csv');
});

test('Excel is told that it is UTF-8', () => {
  expect(renderClass(csv).startsWith('\ufeffname,outcome,')).toBe(true);
});

test.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1+1', "'＝1+1"],
  ['＋1', "'＋1"],
  ['－1', "'－1"],
  ['＠SUM(A1)', "'＠SUM(A1)"],
  ['\t=1+1', "'=1+1"],
  ['\r=1+1', "'=1+1"],
  [' \u200b=1', '\ufffd=1'],
  ['a;=1+1', "a;'=1+1"],
  ['a"; @SUM(A1)', 'a"; \'@SUM(A1)'],
  ['";"=1+1', '";"\'=1+1'],
  ['Ada "the first", Lovelace', 'Ada "the first", Lovelace'],
  ['two\r\nlines', 'two lines'],
  ['Zoë 日本', 'Zoë 日本'],
])('no formula, and no second line: %j becomes %j', (name, shown) => {
  expect(named(name)).toBe(shown);
});

test('a score of 0 is one, and what was not judged has none', () => {
  const scores = readCsv(renderClass(csv)).map((row) => row.slice(0, 4));
  expect(scores.filter(([name]) => name === 'emil' || name === 'finn')).toEqual([
    ['emil', 'error', '', '10'],
    ['finn', 'refused', '0', '10'],
  ]);
});

test('any class: one row a learner, all of one length, no cell a formula', () => {
  fc.assert(
    fc.property(hostileClass, (report) => {
      const text = renderClass(csv, report);
      const rows = readCsv(text);
      expect(rows).toHaveLength(report.submissions.length + 1);
      expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
      for (const cell of rows.slice(1).flat()) {
        expect(cell).not.toMatch(/^[=+\-@＝＋－＠\t\r]|[;|]["\s]*[=+\-@＝＋－＠]|[\n\r]/);
      }
      expect(text.isWellFormed()).toBe(true);
    }),
  );
});
