import { spawnSync } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { putReport } from './put-report.ts';

let folder = '';
const at = (...names: readonly string[]) => path.join(folder, ...names);
const out = () => at('out');

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'put-report-'));
  await mkdir(at('elsewhere'));
  await writeFile(at('elsewhere/report.md'), 'of somebody else');
});
afterEach(() => rm(folder, { recursive: true }));

const read = (...names: readonly string[]) => readFile(at(...names), 'utf8');
const mine = ['learners', 'ada', 'report.md'];

test('a new report, and nothing beside it', async () => {
  await putReport(out(), mine, 'one');
  await putReport(out(), mine, 'two');
  expect(await read('out', ...mine)).toBe('two');
  expect(await readdir(at('out/learners/ada'))).toEqual(['report.md']);
});

test('the same text is not written again', async () => {
  await putReport(out(), mine, 'one');
  const { ino } = await lstat(at('out', ...mine));
  await putReport(out(), mine, 'one');
  expect((await lstat(at('out', ...mine))).ino).toBe(ino);
});

test.each([
  ['the folder of all', ['learners'], '../elsewhere'],
  ['a learner’s folder', ['learners', 'ada'], '../../elsewhere'],
  ['a learner’s folder, led astray', ['learners', 'ada'], 'nowhere'],
  ['a report', mine, '../../../elsewhere/report.md'],
  ['a report, led to a device', mine, '/dev/zero'],
])('a link in the place of %s gives way', async (_, names, target) => {
  await mkdir(path.dirname(at('out', ...names)), { recursive: true });
  await symlink(target, at('out', ...names));
  await putReport(out(), mine, 'ours');
  expect(await read('out', ...mine)).toBe('ours');
  expect((await lstat(at('out', ...names))).isSymbolicLink()).toBe(false);
  expect(await read('elsewhere/report.md')).toBe('of somebody else');
  expect(await readdir(at('elsewhere'))).toEqual(['report.md']);
});

test('many at once', async () => {
  await mkdir(at('out'));
  await symlink('../elsewhere', at('out/learners'));
  const names = Array.from({ length: 20 }, (_, number) => ['learners', 'ada', `${number}.md`]);
  await Promise.all(names.map((each) => putReport(out(), each, 'ours')));
  expect(await readdir(at('out/learners/ada'))).toHaveLength(20);
  expect(await readdir(at('elsewhere'))).toEqual(['report.md']);
});

test('a pipe and a file in its way give way, too', async () => {
  await mkdir(at('out/learners'), { recursive: true });
  await writeFile(at('out/learners/ada'), 'no folder');
  spawnSync('mkfifo', [at('out/class.md')]);
  await putReport(out(), mine, 'ours');
  await putReport(out(), ['class.md'], 'ours too');
  expect(await read('out', ...mine)).toBe('ours');
  expect(await read('out/class.md')).toBe('ours too');
});

test('a folder in the place of a report stays, and it is said', async () => {
  await mkdir(at('out/class.md/in'), { recursive: true });
  await expect(putReport(out(), ['class.md'], 'ours')).rejects.toThrow(/EISDIR|ENOTEMPTY/);
  expect(await readdir(out())).toEqual(['class.md']);
});

test('the folder that the grader names may be a link', async () => {
  await symlink('elsewhere', out());
  await putReport(out(), mine, 'ours');
  expect(await read('elsewhere', ...mine)).toBe('ours');
});
