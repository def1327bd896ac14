import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

const defaults = {
  command: 'open',
  workshop: 'containerize-python',
  new: false,
  plan: { stuckMinutes: 5 },
  out: 'grades',
  open: false,
};

test.each([
  [[], defaults],
  [
    ['--new', '--open', '--minutes', '45', '--stuck=3'],
    { ...defaults, new: true, open: true, plan: { minutes: 45, stuckMinutes: 3 } },
  ],
  [
    ['--port', '80', '--address', 'lectern.local'],
    { ...defaults, port: 80, address: 'lectern.local' },
  ],
  [['forget'], { command: 'forget', out: 'grades' }],
  [['forget', '--out', 'x'], { command: 'forget', out: 'x' }],
  [['-h'], { command: 'help' }],
])('%j', (args, options) => {
  expect(readOptions(args)).toEqual(options);
});

test.each([
  [
    ['--minuts', '1'],
    'Unknown option `--minuts`. Did you mean `--minutes`? `pnpm room --help` shows them all.',
  ],
  [['--port', '0'], '`--port` takes a number from 1 to 65535: `--port 4700`.'],
  [['--minutes', 'long'], '`--minutes` takes a number from 1 to 1440: `--minutes 90`.'],
  [['--address', 'http://a'], '`--address` takes a name or a number, without port or `http://`'],
  [['remember'], '`pnpm room` knows no `remember`. `pnpm room --help` shows what it does.'],
  [['forget', 'Ada'], '`pnpm room` knows no `Ada`.'],
  [['forget', '--new'], '`pnpm room forget` knows no `--new`.'],
])('not %j', (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});
