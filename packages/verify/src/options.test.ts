import { describe, expect, test } from 'vitest';
import { readOptions } from './options.ts';

const formats = ['terminal', 'json'];
const defaults = {
  solution: false,
  static: false,
  watch: false,
  reset: false,
  yes: false,
  workshop: 'containerize-python',
  format: 'terminal',
  noColor: false,
  help: false,
};

const address = { origin: 'http://10.0.0.2:4700', code: 'K7M2QX' };

describe('what is understood', () => {
  test.each([
    [[], {}],
    [['apps/mine'], { directory: 'apps/mine' }],
    [['--static', 'x'], { static: true, directory: 'x' }],
    [['--', '--static', 'x'], { static: true, directory: 'x' }],
    [['--solution'], { solution: true }],
    [['--watch'], { watch: true }],
    [['--watch', '--static', 'x'], { watch: true, static: true, directory: 'x' }],
    [['--reset', '--yes', 'x'], { reset: true, yes: true, directory: 'x' }],
    [['--format', 'json', '--output', 'r.json'], { format: 'json', output: 'r.json' }],
    [['--format=json', '--output=-r'], { format: 'json', output: '-r' }],
    [
      ['--watch', '--room', '10.0.0.2:4700/k7m2qx', '--as', 'Ada'],
      { watch: true, room: { address, name: 'Ada', offersFile: false } },
    ],
    [
      ['--watch', '--room=10.0.0.2:4700', '--code=K7M2QX', '--as=Ada', '--offer-file'],
      { watch: true, room: { address, name: 'Ada', offersFile: true } },
    ],
    [['--workshop', 'other'], { workshop: 'other' }],
    [['--no-color'], { noColor: true }],
    [['x', '--', '--y'], undefined],
    [['-h'], { help: true }],
  ])('%j', (args, changes) => {
    if (changes === undefined) expect(() => readOptions(args, formats)).toThrow();
    else expect(readOptions(args, formats)).toEqual({ ...defaults, ...changes });
  });
});

describe('what is not', () => {
  test.each([
    [
      ['--statik'],
      'Unknown option `--statik`. Did you mean `--static`? `pnpm verify --help` shows them all.',
    ],
    [['-s'], 'Unknown option `-s`. `pnpm verify --help` shows them all.'],
    [
      ['--watch', '--solution'],
      '`--watch` and `--solution` do not go together. `--watch` shows on the terminal how your own folder stands, until you quit.',
    ],
    [['--watch', '--format', 'json'], '`--watch` and `--format` do not go together.'],
    [['--watch', '--output', 'x'], '`--watch` and `--output` do not go together.'],
    [['--watch', '--reset'], '`--watch` and `--reset` do not go together.'],
    [
      ['--reset', '--static'],
      '`--reset` and `--static` do not go together. `--reset` judges nothing: it starts your own folder over.',
    ],
    [['--room', '10.0.0.2/K7M2QX', '--as', 'Ada'], '`--room` follows your work: add `--watch`.'],
    [
      ['--watch', '--room', '10.0.0.2/K7M2QX'],
      'The room wants to know who you are: add `--as NAME`.',
    ],
    [['--watch', '--as', 'Ada'], '`--as` belongs to `--room`.'],
    [['--watch', '--room', '10.0.0.2', '--as', 'Ada'], 'The room wants a code:'],
    [['--yes'], '`--yes` belongs to `--reset`.'],
    [['--wach'], 'Unknown option `--wach`. Did you mean `--watch`?'],
    [['--format', 'JSON'], 'There is no format `JSON`. Did you mean `json`?'],
    [['--static=yes'], '`--static` takes no value; write `--static` alone.'],
    [['--format'], '`--format` needs a value: `--format json`.'],
    [['--output', '--static'], '`--output` needs a value: `--output report.json`.'],
    [['--output='], '`--output` needs a value: `--output report.json`.'],
    [['--format', 'jsn'], 'There is no format `jsn`. Did you mean `json`?'],
    [['--format', 'junit-xml'], 'There is no format `junit-xml`. There are `terminal`, `json`.'],
    [['a', 'b'], '`pnpm verify` judges one folder, and was given 2: `a`, `b`.'],
    [[''], 'The name of the folder is empty.'],
    [
      ['--solution', 'a'],
      '`--solution` judges the solution of the workshop; leave the folder out.',
    ],
    [
      ['--st\u001b[31matik\u202e'],
      'Unknown option `--statik\ufffd`. Did you mean `--static`? `pnpm verify --help` shows them all.',
    ],
  ])('%j', (args, message) => {
    expect(() => readOptions(args, formats)).toThrow(message);
  });
});
