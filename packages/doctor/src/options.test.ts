import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

const formats = ['terminal', 'json'];

test.each([
  [[], {}],
  [['--', '--no-color'], { noColor: true }],
  [['--format', 'json', '--output', 'd.json'], { format: 'json', output: 'd.json' }],
  [['--profile', 'grade'], { profile: 'grade' }],
  [['-h', 'more'], { help: true }],
])('%j', (args, changes) => {
  const defaults = { format: 'terminal', noColor: false, help: false };
  expect(readOptions(args, formats)).toEqual({ ...defaults, ...changes });
});

test.each([
  [
    ['--formt'],
    'Unknown option `--formt`. Did you mean `--format`? `pnpm run doctor --help` shows them all.',
  ],
  [['--format'], '`--format` needs a value: `--format json`.'],
  [['--output', '--help'], '`--output` needs a value: `--output doctor.json`.'],
  [['--format', 'JSON'], 'There is no format `JSON`. Did you mean `json`?'],
  [
    ['--profile', 'learner'],
    '`--profile` takes `grade`: what is tried is what holds strangers’ files.',
  ],
  [['--no-color=1'], '`--no-color` takes no value; write `--no-color` alone.'],
  [['here\u001b[2J'], '`pnpm run doctor` takes options only, and was given `here`.'],
])('%j is not understood', (args, message) => {
  expect(() => readOptions(args, formats)).toThrow(message);
});
