import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UsageError } from '@kit/verify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readClass } from './read-class.ts';

let folder = '';
const at = (...names: readonly string[]) => path.join(folder, ...names);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'class-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function refusal(...args: Parameters<typeof readClass>): Promise<string> {
  const error: unknown = await readClass(...args).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  return (error as UsageError).message.replaceAll(folder, '…');
}

test('each sub-folder is a learner, by name', async () => {
  for (const name of ['zoe', 'Ada', 'ben']) await mkdir(at(name));
  expect(await readClass(folder)).toEqual({
    entries: ['Ada', 'ben', 'zoe'].map((name) => ({
      name,
      path: at(name),
      directory: at(name),
    })),
  });
});

test('the path is as the grader named it, the directory absolute', async () => {
  await mkdir(at('ada'));
  const named = path.relative(process.cwd(), folder);
  expect((await readClass(`${named}/`)).entries).toEqual([
    { name: 'ada', path: path.join(named, 'ada'), directory: at('ada') },
  ]);
});

test('hidden folders and files that lie around are no learners', async () => {
  for (const name of ['.git', '__MACOSX', 'ada']) await mkdir(at(name));
  for (const name of ['grades.csv', '.DS_Store']) await writeFile(at(name), '');
  await symlink('grades.csv', at('link-to-file'));
  const { entries } = await readClass(folder);
  expect(entries.map(({ name }) => name)).toEqual(['ada']);
});

test('a link is not followed, and its learner not forgotten', async () => {
  for (const name of ['ada', 'secret']) await mkdir(at(name));
  await symlink('ada', at('copycat'));
  await symlink('gone', at('dangling'));
  const { entries } = await readClass(folder);
  expect(entries.find(({ name }) => name === 'copycat')?.problem).toEqual({
    kind: 'refused',
    reason: `\`${at('copycat')}\` is a link, and grading follows none: it may lead to somebody else’s work.`,
    help: 'Put the folder itself in its place.',
  });
  expect(entries.find(({ name }) => name === 'dangling')?.problem?.reason).toBe(
    `\`${at('dangling')}\` is a link that leads nowhere.`,
  );
});

test.skipIf(process.platform !== 'linux')('a name that is not UTF-8', async () => {
  await mkdir(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9])]));
  expect((await readClass(folder)).entries).toMatchObject([
    { name: 'café', problem: { reason: 'The name of this folder is not written in UTF-8.' } },
  ]);
});

test('one submission alone', async () => {
  await mkdir(at('ada'));
  await writeFile(at('ada', 'Dockerfile'), '');
  await symlink('ada', at('link'));
  const single = { single: true };
  const ada = { name: 'ada', directory: at('ada') };
  expect(await readClass(at('ada'), single)).toEqual({ entries: [{ ...ada, path: at('ada') }] });
  expect(await readClass(at('link'), single)).toEqual({ entries: [{ ...ada, path: at('link') }] });
});

const give =
  'Give the folder that holds a sub-folder for each learner, for example `pnpm grade submissions`.';

test('what is no class is said', async () => {
  await mkdir(at('empty'));
  await mkdir(at('one', 'src'), { recursive: true });
  await writeFile(at('one', 'Dockerfile'), '');
  expect(await refusal(at('empty'))).toBe(`There is no sub-folder in \`…/empty\`. ${give}`);
  expect(await refusal(at('one'))).toBe(
    '`…/one` holds a `Dockerfile` itself, so it is one submission and not a class. Grade it alone with `--single`, or give the folder around it.',
  );
  expect(await refusal(at('one', 'Dockerfile'))).toBe(`\`…/one/Dockerfile\` is no folder. ${give}`);
  expect(await refusal(at('nowhere'))).toBe(`There is no folder \`…/nowhere\`. ${give}`);
  expect(await refusal(at('nowhere'), { single: true })).toContain('There is no folder');
});

test.skipIf(process.getuid?.() === 0)('a folder that is closed', async () => {
  await mkdir(at('closed'));
  await chmod(at('closed'), 0);
  expect(await refusal(at('closed'))).toBe(
    "You are not allowed to read the folder `…/closed`. Let yourself in: `chmod u+rx '…/closed'`.",
  );
});
