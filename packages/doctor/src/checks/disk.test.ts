import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { anEngine, machineWith, noEngine } from '../fixture.ts';
import { disk, judgeSpace } from './disk.ts';

const remedy = { text: 'Remove what no container uses:', command: 'docker system prune' };

test.each([
  [{ bavail: 25_000_000 }, { status: 'ok', found: '102.4 GB free in `/data`' }],
  [{ bavail: 150_000 }, { status: 'ok', found: '614 MB free in `/data`' }],
  [
    { bavail: 100_000 },
    {
      status: 'not ok',
      found: '409 MB free in `/data`; the workshop’s images take some 500 MB.',
      remedy,
    },
  ],
  [
    { ffree: 12 },
    { status: 'not ok', found: '4.1 GB free in `/data`, and only 12 more files fit.', remedy },
  ],
  // As btrfs has it.
  [
    { files: 0, ffree: 0 },
    { status: 'ok', found: '4.1 GB free in `/data`' },
  ],
])('%j', (difference, expected) => {
  const space = { bavail: 1_000_000, bsize: 4096, files: 1_000_000, ffree: 900_000, ...difference };
  expect(judgeSpace(space, '/data', remedy)).toEqual(expected);
});

test('of the engine’s own folder, where it is on this machine', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'disk-'));
  const engine = anEngine({ info: { DockerRootDir: folder } });
  const { found } = await disk.examine(machineWith({ engine }));
  const { bavail, bsize } = await statfs(folder);
  const [number = '', unit] = found.split(' ');
  const told = Number(number) * (unit === 'GB' ? 1e9 : 1e6);
  expect(found).toContain(` free in \`${folder}\``);
  expect(Math.abs(told - bavail * bsize)).toBeLessThan(2e9);
  await rm(folder, { recursive: true });
});

test('of the folder where the kit’s own engine would be', async () => {
  const home = path.join(tmpdir(), 'is', 'not', 'there', 'yet');
  const engine = () => Promise.resolve(noEngine({ canHost: true, home }));
  const { found } = await disk.examine(machineWith({ engine }));
  expect(found).toMatch(/^\d+(\.\d)? [MG]B free in `.*\/is\/not\/there\/yet`/);
});

test('unknown where there is no engine, and none can be had', async () => {
  expect(await disk.examine(machineWith({}))).toEqual({
    status: 'unknown',
    found: 'No engine answers: where it keeps images is not known.',
  });
});
