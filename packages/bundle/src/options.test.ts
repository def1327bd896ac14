import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

test.each([
  ['--help', { command: 'help' }],
  ['load a.tar', { command: 'load', from: 'a.tar' }],
  ['serve a.tar', { command: 'serve', file: 'a.tar', registry: 'https://registry-1.docker.io' }],
  [
    'serve a.tar --port 5000 --address lectern.local',
    {
      command: 'serve',
      file: 'a.tar',
      port: 5000,
      address: 'lectern.local',
      registry: 'https://registry-1.docker.io',
    },
  ],
  ['unload', { command: 'unload' }],
  [
    'pack',
    {
      command: 'pack',
      workshops: [],
      platforms: ['linux/amd64', 'linux/arm64'],
      registry: 'https://registry-1.docker.io',
      output: 'workshop-bundle.tar',
    },
  ],
  [
    'pack --workshop a,b,a --platform linux/arm/v7 --registry http://mirror:5000/ --index https://pypi.example/simple -o b.tar',
    {
      command: 'pack',
      workshops: ['a', 'b'],
      platforms: ['linux/arm/v7'],
      registry: 'http://mirror:5000',
      index: 'https://pypi.example/simple',
      output: 'b.tar',
    },
  ],
])('pnpm bundle %s', (line, expected) => {
  expect(readOptions(line.split(' '))).toEqual(expected);
});

test.each([
  ['', '`pnpm bundle` has to be told what to do. `pnpm bundle --help` shows what it does.'],
  ['bring', '`pnpm bundle` knows no `bring`. `pnpm bundle --help` shows what it does.'],
  ['pack a.tar', '`pnpm bundle pack` knows no `a.tar`.'],
  [
    'load',
    '`pnpm bundle load` has to be told which bundle: `pnpm bundle load workshop-bundle.tar`.',
  ],
  ['serve a.tar --port 0', '`--port` takes a number from 1 to 65535: `--port 4800`.'],
  [
    'serve a.tar --address http://a',
    '`--address` takes a name or a number, without port or `http://`: `--address 192.168.1.20`.',
  ],
  ['load a b', '`pnpm bundle load` knows no `b`.'],
  ['load a --platform linux/amd64', '`pnpm bundle load` knows no `--platform`.'],
  [
    'pack --platform amd64',
    '`--platform` takes names as `--platform linux/amd64,linux/arm64`, not `amd64`.',
  ],
  [
    'pack --registry mirror:5000',
    '`--registry` takes an address with its `https://`: `--registry https://mirror.example`.',
  ],
])('pnpm bundle %s is answered', (line, message) => {
  expect(() => readOptions(line.split(' ').filter((word) => word !== ''))).toThrow(message);
});
