import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { proveWorkshop } from './prove.ts';
import { makeWorkshop } from './skeleton.ts';

test('a new workshop holds on an engine, too', async () => {
  const root = await mkdtemp(path.join(tmpdir(), 'author-'));
  try {
    for (const each of ['workshop', 'apps']) await mkdir(path.join(root, each));
    await symlink(
      path.resolve(import.meta.dirname, '../node_modules'),
      path.join(root, 'node_modules'),
    );
    await makeWorkshop('try-it', root);
    const chapters = await proveWorkshop(
      'try-it',
      { root, engine: true, update: false },
      () => undefined,
      new AbortController().signal,
    );
    expect(chapters.flatMap(({ problems }) => problems)).toEqual([]);
    expect(chapters.map(({ held, leftOut }) => [held, leftOut])).toEqual([
      [2, 0],
      [16, 0],
      [17, 0],
      [16, 0],
    ]);
  } finally {
    await rm(root, { recursive: true });
  }
});
