import { expect, test } from 'vitest';
import { readOptions, usage } from './options.ts';

const formats = ['json', 'junit', 'tap'];
const read = (...args: readonly string[]) => readOptions(args, formats);

test('a class by its folder', () => {
  expect(read('class', '--jobs', '3')).toEqual({
    command: 'grade',
    directory: 'class',
    workshop: 'containerize-python',
    single: false,
    out: 'grades',
    formats: [],
    jobs: 3,
    fresh: false,
    profile: 'grade',
    noColor: false,
  });
});

test('all that a class can be given', () => {
  expect(
    read('--manifest', 'm', '--out', 'o', '--format', 'junit,tap', '--fresh', '--no-color'),
  ).toMatchObject({
    manifest: 'm',
    out: 'o',
    formats: ['junit', 'tap'],
    fresh: true,
    noColor: true,
  });
});

test('the other commands', () => {
  expect(read('worker', '--jobs', '2')).toMatchObject({ command: 'worker', jobs: 2 });
  expect(read('worker', '--profile', 'grade-strict')).toMatchObject({ profile: 'grade-strict' });
  expect(read('diff', '--format', 'json')).toMatchObject({ command: 'diff', json: true });
  expect(read('--help')).toEqual({ command: 'help' });
});

test.each([
  [
    ['class', '--profile', 'safe'],
    'There is no profile `safe`. There are `learner`, `grade`, `grade-strict`.',
  ],
  [
    [],
    'Give the folder that holds a sub-folder for each learner: `pnpm grade submissions`. `pnpm grade --help` shows more.',
  ],
  [[''], 'The name of the folder is empty.'],
  [['a', 'b'], '`pnpm grade` takes one folder, and was given 2: `a`, `b`.'],
  [['a', '--manifest', 'm'], 'A manifest names the submissions itself; leave the folder out.'],
  [['--manifest', 'm', '--single'], '`--single` and `--manifest` do not go together.'],
  [['a', '--format', 'junitt'], 'There is no format `junitt`. Did you mean `junit`?'],
  [
    ['a', '--output', 'x'],
    '`--output` takes one report: name its format, as in `--format junit --output junit.xml`.',
  ],
  [
    ['a', '--format', 'junit,tap', '--output', 'x'],
    '`--output` takes one report: name its format, as in `--format junit --output junit.xml`.',
  ],
  [['a', '--jobs', '65'], '`--jobs` takes a number from 0 to 64: `--jobs 4`.'],
  [['a', '--jobs', 'many'], '`--jobs` takes a number from 0 to 64: `--jobs 4`.'],
  [['a', '--watch'], 'Unknown option `--watch`. `pnpm grade --help` shows them all.'],
  [
    ['worker', 'a'],
    '`pnpm grade worker` takes no folder. For a folder of that name write `./worker`.',
  ],
  [['worker', '--fresh'], '`pnpm grade worker` knows no `--fresh`.'],
  [['diff', '--format', 'tap'], 'There is no format `tap`. There is `json`.'],
])('%j', (args, message) => {
  expect(() => read(...args)).toThrow(message);
});

test('the help fits a terminal', () => {
  const long = usage(['json', 'csv', 'markdown', 'github-summary', 'prairielearn', 'classroom50']);
  expect(Math.max(...long.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});
