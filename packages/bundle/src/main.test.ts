import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { endOf } from '../../../scripts/process-for-tests.ts';
import type { Ended } from '../../../scripts/process-for-tests.ts';
import { usage } from './options.ts';
import { makeBench, syntheticBundle } from './testing/synthetic.ts';

const program = fileURLToPath(new URL('../bin/bundle.js', import.meta.url));

function start(folder: string, args: readonly string[]) {
  return spawn(process.execPath, [program, ...args], {
    env: {
      ...process.env,
      INIT_CWD: folder,
      XDG_CACHE_HOME: path.join(folder, 'cache'),
      // Nobody listens there.
      DOCKER_HOST: 'tcp://127.0.0.1:1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function run(folder: string, ...args: readonly string[]): Promise<Ended> {
  return endOf(start(folder, args));
}

test('--help explains, exit code 0', async () => {
  await using bench = await makeBench();
  expect(await run(bench.folder, '--help')).toEqual({ exitCode: 0, stdout: usage, stderr: '' });
});

test('an option that there is none of, exit code 2', async () => {
  await using bench = await makeBench();
  expect(await run(bench.folder, 'pack', '--platfrom', 'linux/amd64')).toEqual({
    exitCode: 2,
    stdout: '',
    stderr:
      'Unknown option `--platfrom`. Did you mean `--platform`? `pnpm bundle --help` shows them all.\n',
  });
});

test('a file that is cut off, named as whoever typed it does', async () => {
  await using bench = await makeBench();
  const { file } = await syntheticBundle(bench);
  await writeFile(file, '', { flag: 'w' });
  expect(await run(bench.folder, 'load', 'bundle.tar')).toEqual({
    exitCode: 2,
    stdout: '',
    stderr:
      '`bundle.tar` is no bundle, or only the beginning of one.\nCopy it again to its end, or make one with `pnpm bundle pack`.\n',
  });
});

test('a file that cannot be written, before anything is fetched', async () => {
  await using bench = await makeBench();
  expect(await run(bench.folder, 'pack', '--output', 'nowhere/a.tar')).toEqual({
    exitCode: 2,
    stdout: '',
    stderr:
      'The bundle cannot be written to `nowhere/a.tar`: its folder does not exist. Give another file to `--output`.\n',
  });
});

test('no engine for pip', async () => {
  await using bench = await makeBench();
  const workshop = ['--workshop', 'containerize-python'];
  const ended = await run(bench.folder, 'pack', ...workshop, '--registry', 'http://127.0.0.1:1');
  expect(ended.exitCode).toBe(2);
  expect(ended.stderr).toMatch(
    /^pip fetches the packages for python:3-alpine in a container of it\. No container engine answers/,
  );
});

test('no engine, exit code 2', async () => {
  await using bench = await makeBench();
  await syntheticBundle(bench);
  const { exitCode, stderr } = await run(bench.folder, 'load', 'bundle.tar');
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^No container engine answers at tcp:\/\/127\.0\.0\.1:1,.*\nStart/);
});

test('an address is one without its `http://` too', async () => {
  await using bench = await makeBench();
  const { exitCode, stderr } = await run(bench.folder, 'load', '127.0.0.1:1');
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^`http:\/\/127\.0\.0\.1:1` .+\nSee that you are on the network/);
});

test('it is served until Ctrl-C, exit code 0', async () => {
  await using bench = await makeBench();
  await syntheticBundle(bench);
  const child = start(bench.folder, ['serve', 'bundle.tar', '--address', 'localhost']);
  const ended = endOf(child);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await expect.poll(() => said).toContain('Ctrl-C ends it.');
  const [, address = ''] = /bundle load (http:\S+)/.exec(said) ?? [];
  expect((await fetch(`${address}/v2/`)).status).toBe(200);
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ exitCode: 0 });
});
