import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pageFiles } from './page-files.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'page-'));
});

afterEach(() => rm(folder, { recursive: true }));

test('built once; a built one that cannot be read is built again', async () => {
  const cache = path.join(folder, 'page');
  const built = await pageFiles(cache);
  expect([...built.keys()]).toContain('/index.html');
  const [name = ''] = await readdir(cache);
  const kept = path.join(cache, name);
  await writeFile(
    kept,
    (await readFile(kept, 'utf8')).replace('Docker workshop', 'From the cache'),
  );
  expect((await pageFiles(cache)).get('/index.html')?.content).toContain('From the cache');
  await writeFile(kept, '{');
  expect(await pageFiles(cache)).toEqual(built);
});

test('where nothing can be kept it is built all the same', async () => {
  const file = path.join(folder, 'a-file');
  await writeFile(file, '');
  expect((await pageFiles(path.join(file, 'page'))).size).toBeGreaterThan(2);
});

test('nothing in it asks another server for anything', async () => {
  for (const { content } of (await pageFiles(folder)).values()) {
    const addresses = content.match(/https?:\/\/[^\s"'`<>\\)]+/g) ?? [];
    // Names of XML, which nobody opens.
    expect(addresses.filter((each) => !each.startsWith('http://www.w3.org/'))).toEqual([]);
  }
});
