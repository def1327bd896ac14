import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { layOverlay } from './overlay.ts';

let folder = '';
const at = (name: string) => path.join(folder, 'submission', name);
const read = (name: string) => readFile(at(name), 'utf8');
const lay = () => layOverlay(at(''), { 'server.py': 'ours', 'requirements.txt': 'ours too' });

async function write(name: string, text = 'theirs'): Promise<void> {
  await mkdir(path.dirname(at(name)), { recursive: true });
  await writeFile(at(name), text);
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'overlay-'));
  await mkdir(at(''));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

test('each file of the name is replaced, and nothing else', async () => {
  for (const name of ['server.py', 'app/deep/server.py', 'requirements.txt', 'Server.py', 'x.py']) {
    await write(name);
  }
  await lay();
  expect(await read('server.py')).toBe('ours');
  expect(await read('app/deep/server.py')).toBe('ours');
  expect(await read('requirements.txt')).toBe('ours too');
  expect(await read('Server.py')).toBe('theirs');
  expect(await read('x.py')).toBe('theirs');
});

test('where there is none it is beside the Dockerfile; where there is one below, it is not', async () => {
  await write('app/server.py');
  await lay();
  expect(await read('requirements.txt')).toBe('ours too');
  await expect(lstat(at('server.py'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('permissions stay, of a file that may not even be written', async () => {
  await write('server.py');
  await chmod(at('server.py'), 0o501);
  await lay();
  expect(await read('server.py')).toBe('ours');
  expect((await lstat(at('server.py'))).mode & 0o777).toBe(0o501);
});

test.each(['#!/usr/bin/env python3\n', '#!/usr/local/bin/python3\r\n'])(
  'so does what makes it a program: %j',
  async (line) => {
    await write('server.py', `${line}print()\n`);
    await write('requirements.txt', '# no #! line\n#!/bin/sh\n');
    await lay();
    expect(await read('server.py')).toBe(`${line}ours`);
    expect(await read('requirements.txt')).toBe('ours too');
  },
);

test('a file that nobody may read is replaced too', async () => {
  await write('server.py', '');
  await chmod(at('server.py'), 0);
  await lay();
  expect((await lstat(at('server.py'))).mode & 0o777).toBe(0);
});

test('what others wrote stays', async () => {
  const names = ['venv/lib/python3.13/site-packages/uvicorn/server.py', 'node_modules/a/server.py'];
  for (const name of names) await write(name);
  await lay();
  for (const name of names) expect(await read(name)).toBe('theirs');
  expect(await read('server.py')).toBe('ours');
});

test('no link is followed out of the folder', async () => {
  const outside = path.join(folder, 'outside');
  await mkdir(outside);
  await writeFile(path.join(outside, 'server.py'), 'of the machine');
  await symlink('../outside/server.py', at('server.py'));
  await symlink('../outside', at('linked'));
  await symlink('gone.txt', at('requirements.txt'));
  await lay();
  expect(await readFile(path.join(outside, 'server.py'), 'utf8')).toBe('of the machine');
  for (const name of ['server.py', 'requirements.txt']) {
    expect((await lstat(at(name))).isFile()).toBe(true);
  }
  expect(await read('server.py')).toBe('ours');
});

test('a link to a file that was replaced stays; one to another file gives way', async () => {
  await write('app/server.py');
  await write('app/main.py');
  await mkdir(at('other'));
  await symlink('app/server.py', at('server.py'));
  await symlink('../app/main.py', at('other/server.py'));
  await lay();
  expect(await readlink(at('server.py'))).toBe('app/server.py');
  expect(await read('server.py')).toBe('ours');
  expect(await read('other/server.py')).toBe('ours');
  expect(await read('app/main.py')).toBe('theirs');
});

test('a folder of that name is the learner’s to mend', async () => {
  await mkdir(at('server.py'));
  await mkdir(at('folder'));
  await symlink('folder', at('requirements.txt'));
  await lay();
  expect((await lstat(at('server.py'))).isDirectory()).toBe(true);
  expect(await readlink(at('requirements.txt'))).toBe('folder');
});
