import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runcScript } from './limit-builds.ts';

const given = {
  process: { capabilities: { bounding: ['CAP_CHOWN', 'CAP_MKNOD', 'CAP_NET_RAW', 'CAP_KILL'] } },
  linux: { resources: { devices: [{ allow: false, access: 'rwm' }] }, cgroupsPath: '/c' },
};

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'runc-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** Runs it for a bundle; `echo` stands in for the real one. */
async function run(bundle: string, countsSwap: boolean) {
  const directory = path.join(folder, bundle);
  const config = path.join(directory, 'config.json');
  const script = path.join(folder, 'runc');
  await mkdir(directory, { recursive: true });
  await writeFile(config, JSON.stringify(given));
  await writeFile(script, runcScript('/bin/echo', '/usr/bin/env', countsSwap));
  const args = ['--log', 'a b', 'run', '--bundle', directory, '--keep', 'id'];
  const said = execFileSync('sh', [script, ...args], { encoding: 'utf8' });
  expect(said).toBe(`${args.join(' ')}\n`);
  return JSON.parse(await readFile(config, 'utf8')) as unknown;
}

test.runIf(process.platform === 'linux').each([true, false])(
  'what a RUN starts gets limits, swap counted: %s',
  async (countsSwap) => {
    const limit = 2 ** 31;
    expect(await run('buildkit/executor/id', countsSwap)).toEqual({
      process: { capabilities: { bounding: ['CAP_CHOWN', 'CAP_KILL'] } },
      linux: {
        ...given.linux,
        resources: {
          memory: { limit, ...(countsSwap && { swap: limit }) },
          cpu: { quota: 100_000, period: 100_000 },
          pids: { limit: 512 },
          ...given.linux.resources,
        },
      },
    });
  },
);

test.runIf(process.platform === 'linux')('any other container stays as it is', async () => {
  expect(await run('containerd/id', true)).toEqual(given);
});
