import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forgetRecord, openRecord, withPassed, withStep } from './record.ts';
import { readRecords, recordHome } from './record-file.ts';

let folder: string;
let home: string;
let app: string;
const time = new Date('2026-01-05T14:30:00.000Z');

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'record-'));
  home = path.join(folder, '.workshop');
  app = path.join(folder, 'app');
  await mkdir(app);
});

afterEach(async () => {
  await chmod(folder, 0o755);
  await rm(folder, { recursive: true });
});

const file = () => path.join(home, 'progress.json');

async function pass(directory: string, ids: readonly string[], workshop = 'one'): Promise<void> {
  const keeper = await openRecord(workshop, directory, home);
  keeper.keep(withPassed(keeper.record, ids, time));
  await keeper.settled();
  expect(keeper.note).toBe(undefined);
}

test('what is kept is there again', async () => {
  await pass(app, ['base-image']);
  const keeper = await openRecord('one', app, home);
  keeper.keep(withStep(keeper.record, 'serve', { hints: 2, solutionShown: true }));
  await keeper.settled();
  expect((await openRecord('one', app, home)).record).toEqual({
    workshop: 'one',
    directory: app,
    steps: {
      'base-image': { passedAt: '2026-01-05T14:30:00.000Z' },
      serve: { hints: 2, solutionShown: true },
    },
    passes: 0,
  });
  expect(await readdir(home)).toEqual(['progress.json']);
});

test('each folder and each workshop has its own', async () => {
  await pass(app, ['a']);
  await pass(folder, ['b']);
  await pass(app, ['c'], 'two');
  const { records } = await readRecords(home);
  expect(records.map(({ workshop, steps }) => [workshop, ...Object.keys(steps)])).toEqual([
    ['one', 'a'],
    ['one', 'b'],
    ['two', 'c'],
  ]);
});

test('a folder is the same by whatever name it is called', async () => {
  await symlink(app, path.join(folder, 'link'));
  await pass(path.join(folder, 'link'), ['a']);
  expect((await openRecord('one', app, home)).record.steps).toHaveProperty('a');
});

test('what is forgotten is gone, and nothing else', async () => {
  await pass(app, ['a']);
  await pass(folder, ['b']);
  const { record } = await openRecord('one', app, home);
  expect(await forgetRecord(record, home)).toEqual({});
  expect((await openRecord('one', app, home)).record.steps).toEqual({});
  expect((await openRecord('one', folder, home)).record.steps).toHaveProperty('b');
});

describe('a file that makes no sense is put aside, with a note', () => {
  test.each([
    ['half of one', '{"schema": "workshop/progress/v1", "rec'],
    ['nothing', ''],
    ['another schema', '{"schema": "workshop/progress/v9", "records": []}'],
    ['no records', '{"schema": "workshop/progress/v1"}'],
    ['null', 'null'],
    ['a record of nothing', '{"schema": "workshop/progress/v1", "records": [null]}'],
    [
      'a time that is none',
      '{"schema":"workshop/progress/v1","records":[{"workshop":"one","directory":"/","passes":0,"steps":{"a":{"passedAt":"soon"}}}]}',
    ],
    [
      'a step that is none',
      '{"schema":"workshop/progress/v1","records":[{"workshop":"one","directory":"/","passes":0,"steps":{"a":1}}]}',
    ],
  ])('%s', async (_, text) => {
    await mkdir(home);
    await writeFile(file(), text);
    const { record, note } = await openRecord('one', app, home);
    expect(record).toMatchObject({ steps: {}, passes: 0 });
    const [aside = ''] = await readdir(home);
    expect(note).toBe(`The file with your progress could not be understood; it is now ${aside}.`);
    expect(await readFile(path.join(home, aside), 'utf8')).toBe(text);
    await pass(app, ['a']);
    expect(await readdir(home)).toEqual([aside, 'progress.json']);
  });
});

describe('where nothing can be written, that is a note', () => {
  test('a file in the place of the folder', async () => {
    await writeFile(home, '');
    const keeper = await openRecord('one', app, home);
    keeper.keep(withPassed(keeper.record, ['a'], time));
    await keeper.settled();
    expect(keeper.record.steps).toHaveProperty('a');
    expect(keeper.note).toMatch(/^Your progress cannot be kept: /);
  });

  test.skipIf(process.getuid?.() === 0)('a folder that may not be written to', async () => {
    await chmod(folder, 0o555);
    const keeper = await openRecord('one', app, home);
    keeper.keep(withPassed(keeper.record, ['a'], time));
    await keeper.settled();
    expect(keeper.note).toBe('Your progress cannot be kept: you are not allowed to write there.');
  });
});

test('it lies in the kit, or where the environment says', () => {
  expect(recordHome({})).toMatch(/\.workshop$/);
  expect(recordHome({ WORKSHOP_PROGRESS_HOME: '/srv' })).toBe('/srv');
});
