import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UsageError } from '@kit/verify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readManifest } from './manifest.ts';

let folder = '';
const at = (...names: readonly string[]) => path.join(folder, ...names);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'manifest-'));
  for (const name of ['in/ada', 'in/ben-1', 'in/ben-2']) await mkdir(at(name), { recursive: true });
  await symlink('ada', at('in/link'));
  await mkdir(at('in/cleo'));
  await symlink('..', at('in/cleo/all'));
  await writeFile(at('in/archive.zip'), '');
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function read(text: string) {
  await writeFile(at('class.yaml'), text);
  return readManifest(at('class.yaml'));
}

test('names, times and attempts, from the folder that it is in', async () => {
  const text = `
due: 2026-11-01T23:59:00+01:00
submissions:
  - { name: ben, path: in/ben-2, submittedAt: 2026-11-02T08:00:00Z }
  - name: "0123"
    path: ./in/ada/
  - { name: ben, path: in/ben-1 }
`;
  const ben = { name: 'ben' };
  expect(await read(text)).toEqual({
    due: '2026-11-01T23:59:00+01:00',
    entries: [
      { name: '0123', path: at('in/ada/'), directory: at('in/ada') },
      {
        ...ben,
        path: at('in/ben-2'),
        directory: at('in/ben-2'),
        submittedAt: '2026-11-02T08:00:00Z',
      },
      { ...ben, path: at('in/ben-1'), directory: at('in/ben-1') },
    ],
  });
});

test('JSON is read too, and a name is never taken for a number or a truth value', async () => {
  const submissions = ['0123', 'no', '1e3'].map((name) => ({ name, path: 'in/ada' }));
  for (const indent of [0, 2, '\t']) {
    const { entries } = await read(`\ufeff${JSON.stringify({ submissions }, null, indent)}`);
    expect(entries.map(({ name }) => name)).toEqual(['1e3', '0123', 'no']);
  }
  const { entries } = await read('submissions: [{ name: 0123, path: in/ada }]');
  expect(entries[0]?.name).toBe('0123');
});

test('one folder that cannot be graded stops nobody else', async () => {
  const names = ['ada', 'gone', 'link', 'archive.zip', 'cleo/all/ada'];
  const { entries } = await read(
    JSON.stringify({ submissions: names.map((name) => ({ name, path: `in/${name}` })) }),
  );
  expect(
    Object.fromEntries(
      entries.map(({ name, problem }) => [
        name,
        problem && `${problem.kind}: ${problem.reason.replaceAll(folder, '…')}`,
      ]),
    ),
  ).toEqual({
    ada: undefined,
    'archive.zip': 'refused: `…/in/archive.zip` is a file, not a folder.',
    'cleo/all/ada':
      'refused: `…/in/cleo/all/ada` leads through the link `…/in/cleo/all`, and grading follows none: it may lead to somebody else’s work.',
    gone: 'error: There is no folder `…/in/gone`.',
    link: 'refused: `…/in/link` is a link, and grading follows none: it may lead to somebody else’s work.',
  });
});

const one = '- { name: ada, path: in/ada }';

test.each([
  ['', 'line 1: a manifest has `submissions` and, where there is one, `due`.'],
  ['- ada\n', 'line 1: `submissions`: it is missing.'],
  ['due: 2026-11-01T00:00:00Z\n', 'line 1: `submissions`: it is missing.'],
  ['submissions: []\n', 'line 1: `submissions`: it names no submission.'],
  ['submissions: ada\n', 'line 1: `submissions`: it is a list.'],
  [
    'submissions:\n- ada\n',
    'line 2: `submissions`: a submission has a `name`, a `path` and, where it is known, `submittedAt`.',
  ],
  [`submissions:\n${one}\n- name: ben\n`, 'line 3: `path`: it is missing.'],
  ['submissions:\n- name: " "\n  path: in/ada\n', 'line 2: `name`: it is empty.'],
  ['submissions:\n- name: [a]\n  path: in/ada\n', 'line 2: `name`: it is a text.'],
  [
    'submissions:\n- name: ada\n  path: in/ada\n  submitedAt: x\n',
    'line 4: `submitedAt`: a manifest has no such field.',
  ],
  [
    `due: 2026-11-01\nsubmissions:\n${one}\n`,
    'line 1: `due`: a time is written with its time zone, as `2026-11-01T23:59:00Z` or `2026-11-01T23:59:00+01:00`.',
  ],
  [
    'submissions:\n- {name: ada\n',
    'line 3: Flow map in block collection must be sufficiently indented and end with a }.',
  ],
  [`submissions:\n${one}\nsubmissions: []\n`, 'line 3: Map keys must be unique.'],
])('says where: %j', async (text, message) => {
  await expect(read(text)).rejects.toThrow(
    new UsageError(`The manifest \`${at('class.yaml')}\`, ${message}`),
  );
});

test('paths that all start at another folder', async () => {
  await expect(read('submissions: [{ name: ada, path: ada }]')).rejects.toThrow(
    new UsageError(
      `No folder that \`${at('class.yaml')}\` names can be graded. There is no folder \`${at('ada')}\`. Its paths start at the folder that the manifest is in.`,
    ),
  );
});

test('no manifest', async () => {
  await expect(readManifest(at('none.yaml'))).rejects.toThrow(
    new UsageError(`The manifest \`${at('none.yaml')}\` cannot be read: there is none.`),
  );
  await expect(readManifest(folder)).rejects.toThrow(
    new UsageError(`The manifest \`${folder}\` cannot be read: it is a folder.`),
  );
});
