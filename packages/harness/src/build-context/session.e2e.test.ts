import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ContextEntry } from '@kit/dockerfile';
import { afterAll, expect, test } from 'vitest';
import { buildImage } from '../build.ts';
import { keepImages, removeImage } from '../cleanup.ts';
import { obtainEngine } from '../engine.ts';
import { makeFixture } from '../fixture.ts';
import { readImageTree } from '../image-tree.ts';

const engine = await obtainEngine();
const kept = await keepImages(engine);
const imageIds: string[] = [];

afterAll(async () => {
  for (const id of imageIds) await removeImage(engine, id, kept);
});

/** What `COPY . /app` brings into the image, a line for each entry. */
async function copied(
  files: Readonly<Record<string, string>>,
  { more = [], ignore, prepare }: Extra = {},
): Promise<readonly string[]> {
  const ignored = ignore === undefined ? {} : { '.dockerignore': ignore };
  await using fixture = await makeFixture('FROM scratch\nCOPY . /app\n', { ...files, ...ignored });
  prepare?.(fixture.directory);
  const context = {
    entries: [...fixture.context.entries, ...more],
    ...(ignore !== undefined && { ignoreFile: { name: '.dockerignore', text: ignore } }),
  };
  const built = await buildImage(engine, { ...fixture, context });
  if (built.kind !== 'built') throw new Error(built.message);
  imageIds.push(built.imageId);
  const tree = await readImageTree(engine, built.imageId, ['/app']);
  return [...tree].map(([at, entry]) => {
    if (entry.kind === 'file') return `${at} ${entry.mode.toString(8)} ${entry.content.length}`;
    if (entry.kind === 'directory') return `${at}/ ${entry.mode.toString(8)}`;
    return entry.kind === 'symlink' ? `${at} -> ${entry.target}` : at;
  });
}

interface Extra {
  readonly more?: readonly ContextEntry[];
  readonly ignore?: string;
  readonly prepare?: (directory: string) => void;
}

function entry(name: string, kind: ContextEntry['kind']): ContextEntry {
  return { path: name, kind, size: 0, mode: 0o755 };
}

test('permissions, links, empty folders, odd names and large files arrive as they are', async () => {
  const large = 'x'.repeat(1_000_000);
  const files = { 'a-b': '1', 'a/x': '22', 'größe 1.txt': '333', large, 'run.sh': 'echo' };
  const lines = await copied(files, {
    more: [entry('a', 'directory'), entry('empty', 'directory'), entry('link', 'symlink')],
    prepare(directory) {
      mkdirSync(path.join(directory, 'empty'));
      chmodSync(path.join(directory, 'empty'), 0o2750);
      chmodSync(path.join(directory, 'a'), 0o755);
      for (const name of Object.keys(files)) chmodSync(path.join(directory, name), 0o644);
      chmodSync(path.join(directory, 'run.sh'), 0o4755);
      chmodSync(path.join(directory, 'Dockerfile'), 0o600);
      symlinkSync('/nowhere', path.join(directory, 'link'));
    },
  });
  expect(lines).toEqual([
    '/app/ 755',
    '/app/Dockerfile 600 25',
    '/app/a/ 755',
    '/app/a/x 644 2',
    '/app/a-b 644 1',
    '/app/empty/ 2750',
    '/app/größe 1.txt 644 3',
    '/app/large 644 1000000',
    '/app/link -> /nowhere',
    '/app/run.sh 4755 4',
  ]);
});

test('what .dockerignore leaves out stays out, the Dockerfile and itself too', async () => {
  const prepare = (directory: string) => {
    chmodSync(path.join(directory, 'app.py'), 0o644);
  };
  expect(await copied({ 'app.py': '1', secret: '2' }, { ignore: '*\n!app.py\n', prepare })).toEqual(
    ['/app/ 755', '/app/app.py 644 1'],
  );
});

test('a file that is gone, or has become a folder, breaks no build', async () => {
  const lines = await copied(
    {},
    {
      more: [entry('gone', 'file'), entry('folder', 'file')],
      prepare(directory) {
        mkdirSync(path.join(directory, 'folder'));
        writeFileSync(path.join(directory, 'folder', 'x'), '');
      },
    },
  );
  expect(lines.filter((line) => !line.includes('Dockerfile'))).toEqual([
    '/app/ 755',
    '/app/folder/ 755',
  ]);
});

test('a Dockerfile that is a link is built from what it leads to, and copied as the link', async () => {
  const lines = await copied(
    { 'python.dockerfile': 'FROM scratch\nCOPY . /app\n' },
    {
      prepare(directory) {
        rmSync(path.join(directory, 'Dockerfile'));
        symlinkSync('python.dockerfile', path.join(directory, 'Dockerfile'));
        chmodSync(path.join(directory, 'python.dockerfile'), 0o644);
      },
    },
  );
  expect(lines).toEqual([
    '/app/ 755',
    '/app/Dockerfile -> python.dockerfile',
    '/app/python.dockerfile 644 25',
  ]);
});
