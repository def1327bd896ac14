import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pageFiles } from './page-files.ts';

let folder: string;
let page: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'page-'));
  page = path.join(folder, 'page');
  await mkdir(page);
  await writeFile(path.join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(
    path.join(page, 'index.html'),
    '<title>A page</title><script type="module" src="./main.ts"></script>',
  );
  await writeFile(path.join(page, 'main.ts'), 'document.title += String(1 as number);');
});

afterEach(() => rm(folder, { recursive: true }));

test('built once; anew where its source is another, or what was built cannot be read', async () => {
  const cache = path.join(folder, 'cache');
  const built = await pageFiles(page, cache);
  expect([...built.keys()]).toContain('/index.html');
  const [name = ''] = await readdir(cache);
  const kept = path.join(cache, name);
  await writeFile(kept, (await readFile(kept, 'utf8')).replace('A page', 'From the cache'));
  expect((await pageFiles(page, cache)).get('/index.html')?.content).toContain('From the cache');
  await writeFile(kept, '{');
  expect(await pageFiles(page, cache)).toEqual(built);
  await writeFile(path.join(page, 'main.ts'), 'document.title += "Another";');
  expect(JSON.stringify([...(await pageFiles(page, cache))])).toContain('Another');
});

test('where nothing can be kept it is built all the same', async () => {
  const file = path.join(folder, 'a-file');
  await writeFile(file, '');
  expect((await pageFiles(page, path.join(file, 'cache'))).size).toBe(2);
});
