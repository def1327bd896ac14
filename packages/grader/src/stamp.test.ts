import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ClosingClass } from './screen/closing-class.ts';
import { readStamp, writeStamp } from './stamp.ts';

let folder = '';
const at = (...parts: readonly string[]) => path.join(folder, ...parts);
const request = () => ({ out: at('out'), circumstances: ['kit 1', 'options'] });
const closing: ClosingClass = { title: 'A class', durationMs: 5, learners: [], isolation: [] };

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stamp-'));
  mkdirSync(at('class/ada'), { recursive: true });
  mkdirSync(at('class/ben'));
  mkdirSync(at('out'));
  writeFileSync(at('class/ada/Dockerfile'), 'FROM a');
  writeFileSync(at('out/class.html'), 'a report');
});

afterEach(() => rmSync(folder, { recursive: true }));

/** As if the files had been there for long. */
function stamp(since = Date.now() + 1_000): void {
  const places = { inputs: [at('class')], reports: [at('out/class.html')] };
  writeStamp(request(), places, closing, since);
}

test('what nobody has touched is as it was', () => {
  expect(readStamp(request())).toBeUndefined();
  stamp();
  expect(readStamp(request())).toEqual(closing);
  expect(readStamp({ ...request(), circumstances: ['kit 2', 'options'] })).toBeUndefined();
});

test.each<readonly [string, () => void]>([
  ['another content', () => writeFileSync(at('class/ada/Dockerfile'), 'FROM b')],
  ['another time', () => utimesSync(at('class/ada/Dockerfile'), 1, 1)],
  ['a file more', () => writeFileSync(at('class/ben/Dockerfile'), '')],
  ['a learner more', () => mkdirSync(at('class/cleo'))],
  ['a learner less', () => rmSync(at('class/ben'), { recursive: true })],
  ['a report less', () => rmSync(at('out/class.html'))],
  ['another report', () => writeFileSync(at('out/class.html'), 'another')],
])('%s is seen', (_what, change) => {
  stamp();
  change();
  expect(readStamp(request())).toBeUndefined();
});

test('a file that changed while it was graded is not what was graded', () => {
  stamp(Date.now() - 1_000);
  expect(readStamp(request())).toBeUndefined();
});

test('the reports may lie among the submissions', () => {
  const inside = { ...request(), out: at('class/out') };
  mkdirSync(inside.out);
  const places = { inputs: [at('class')], reports: [] };
  writeStamp(inside, places, closing, Date.now() + 1_000);
  writeFileSync(at('class/out/class.csv'), 'more');
  expect(readStamp(inside)).toEqual(closing);
});

// macOS takes no such names.
test.skipIf(process.platform === 'darwin')(
  'a file whose name is not UTF-8 keeps nobody’s grading from ending',
  () => {
    const name = Buffer.from([0x62, 0xff]);
    writeFileSync(Buffer.concat([Buffer.from(`${at('class/ada')}/`), name]), '');
    stamp();
    expect(readStamp(request())).toBeUndefined();
  },
);
