import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UsageError } from '@kit/verify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeWorkshop } from './skeleton.ts';

let root = '';

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'author-'));
  for (const each of ['workshop', 'apps', 'packages']) await mkdir(path.join(root, each));
});

afterEach(() => rm(root, { recursive: true }));

test('makes both folders, with the name and the title put in', async () => {
  expect(await makeWorkshop('pack-a-web-page', root)).toEqual([
    'workshop/pack-a-web-page',
    'apps/pack-a-web-page',
  ]);
  const folder = path.join(root, 'workshop/pack-a-web-page');
  const text = await readFile(path.join(folder, 'workshop.ts'), 'utf8');
  expect(text).toContain("name: 'pack-a-web-page',\n  title: 'Pack a web page',");
  const own = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as unknown;
  expect(own).toHaveProperty('name', '@kit/pack-a-web-page');
  const files = await readdir(root, { recursive: true, withFileTypes: true });
  for (const file of files.filter((each) => each.isFile())) {
    const content = await readFile(path.join(file.parentPath, file.name), 'utf8');
    expect(content).not.toMatch(/my-workshop|My workshop/);
  }
});

const shape =
  'it is made of words in lower case with hyphens between them, as `containerize-python`.';

test.each([
  ['', `\`\` can be no name of a workshop: ${shape}`],
  ['../elsewhere', `\`../elsewhere\` can be no name of a workshop: ${shape}`],
  ['Web-Page', `\`Web-Page\` can be no name of a workshop: ${shape}`],
  ['web_page', `\`web_page\` can be no name of a workshop: ${shape}`],
  ['web--page', `\`web--page\` can be no name of a workshop: ${shape}`],
  ['2-pages', `\`2-pages\` can be no name of a workshop: ${shape}`],
  ['a'.repeat(51), 'The name is too long: 51 letters, and 50 at most.'],
])('refuses the name %j', async (name, message) => {
  await expect(makeWorkshop(name, root)).rejects.toThrow(new UsageError(message));
  expect(await everything()).toEqual(['apps', 'packages', 'workshop']);
});

test.each(['workshop', 'apps', 'packages'])('leaves what is in %s as it is', async (folder) => {
  await mkdir(path.join(root, folder, 'mine'));
  await writeFile(path.join(root, folder, 'mine/notes.txt'), 'kept');
  const message = `There is a \`${folder}/mine\` already, and it stays as it is. Choose another name.`;
  await expect(makeWorkshop('mine', root)).rejects.toThrow(new UsageError(message));
  const there = ['apps', 'packages', 'workshop', `${folder}/mine`, `${folder}/mine/notes.txt`];
  expect(await everything()).toEqual(there.toSorted());
});

test('a link that leads nowhere is left alone, and what was begun is taken away', async () => {
  await symlink('nowhere', path.join(root, 'apps/mine'));
  await expect(makeWorkshop('mine', root)).rejects.toThrow(UsageError);
  expect(await everything()).toEqual(['apps', 'apps/mine', 'packages', 'workshop']);
});

async function everything(): Promise<readonly string[]> {
  return (await readdir(root, { recursive: true })).toSorted();
}
