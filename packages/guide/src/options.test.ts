import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

const defaults = { workshop: 'containerize-python', static: false, open: true, help: false };

test.each([
  [[], defaults],
  [['--', 'my app'], { ...defaults, directory: 'my app' }],
  [
    ['--static', '--no-open', '--port', '4711'],
    { ...defaults, static: true, open: false, port: 4711 },
  ],
  [['-h'], { ...defaults, help: true }],
])('%j', (args, wanted) => {
  expect(readOptions(args)).toEqual(wanted);
});

test.each([
  [['a', 'b'], '`pnpm guide` shows one folder; leave the others out.'],
  [['--port', 'x'], '`--port` takes a number from 1 to 65535: `--port 4600`.'],
  [['--port', '65536'], '`--port` takes a number from 1 to 65535: `--port 4600`.'],
  [['--prot', '1'], "Unknown option '--prot'. `pnpm guide --help` shows all options."],
])('%j', (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});
