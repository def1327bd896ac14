import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { sampleClass } from '../formats/samples.ts';
import { closingClassOf } from './closing-class.ts';
import { closingTable } from './closing-table.ts';
import { shownTime } from './amounts.ts';
import { progressScreen } from './progress.ts';

const narrow = { color: false, unicode: true, width: 80 };

test('a class, in 80 columns', async () => {
  const text = closingTable(closingClassOf(sampleClass), narrow);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  await expect(text).toMatchFileSnapshot('__snapshots__/closing-table.txt');
});

test('without a character that only some terminals have', () => {
  const text = closingTable(closingClassOf(sampleClass), { ...narrow, unicode: false });
  expect(text).toMatch(/^[\n\x20-\x7e]*$/);
});

test('colours change nothing but the colour', () => {
  const closing = closingClassOf(sampleClass);
  const colored = closingTable(closing, { ...narrow, color: true });
  expect(colored).not.toBe(closingTable(closing, narrow));
  expect(stripVTControlCharacters(colored)).toBe(closingTable(closing, narrow));
});

test.each([
  [200, 'under a second'],
  [1_400, '1 s'],
  [59_900, '1 min'],
  [192_000, '3 min 12 s'],
  [3_600_000 * 2 + 60_000 * 10, '2 h 10 min'],
])('%i ms are %s', (ms, shown) => {
  expect(shownTime(ms)).toBe(shown);
});

test('a log has a line now and then, and each note once', () => {
  const lines: string[] = [];
  const log = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString('utf8').trimEnd());
      done();
    },
  });
  const screen = progressScreen(log, true);
  const progress = { total: 3, passed: 0, failed: 0, trouble: 0 };
  screen.show(progress);
  screen.show({ ...progress, passed: 1 });
  screen.note('The engine is gone.');
  screen.note('The engine is gone.');
  expect(lines).toEqual(['Graded 0 of 3: 0 passed, 0 failed, 0 trouble', '  The engine is gone.']);
});
