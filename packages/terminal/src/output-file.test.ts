import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOutputFile } from './output-file.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'output-'));
});
afterAll(() => rm(folder, { recursive: true }));

const at = (name: string) => path.join(folder, name);

async function write(name: string, text: string): Promise<void> {
  const file = await openOutputFile(at(name));
  await file.write(text);
}

test('a new file, and nothing beside it', async () => {
  await mkdir(at('new'));
  await write('new/report.json', 'one');
  expect(await readdir(at('new'))).toEqual(['report.json']);
  expect(await readFile(at('new/report.json'), 'utf8')).toBe('one');
});

test('an old one is replaced; what a link leads to, too', async () => {
  await writeFile(at('old'), 'a longer text from before');
  await symlink('old', at('link'));
  await write('link', 'two');
  expect(await readFile(at('old'), 'utf8')).toBe('two');
  expect((await readdir(folder)).includes('link')).toBe(true);
});

test('a device stays a device', async () => {
  await (await openOutputFile('/dev/null')).write('three');
  expect(await readFile('/dev/null', 'utf8')).toBe('');
});

describe('said before anything is judged', () => {
  test.each([
    ['.', 'it is a folder'],
    ['missing/report.json', 'its folder does not exist'],
    ['file/report.json', 'its folder is a file'],
    ['x'.repeat(300), 'its name is too long'],
  ])('%s', async (name, reason) => {
    await writeFile(at('file'), '');
    await expect(openOutputFile(at(name))).rejects.toThrow(
      `: ${reason}. Give another file to \`--output\`.`,
    );
  });
});

test('a full disk leaves the old report in its place', async () => {
  const file = await openOutputFile('/dev/full');
  await expect(file.write('x')).rejects.toThrow(
    'The report cannot be written to `/dev/full`: the disk is full. Give another file to `--output`.',
  );
});
