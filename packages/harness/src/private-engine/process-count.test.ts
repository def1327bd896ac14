import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lookAtProcesses } from './process-count.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'processes-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

test.each([
  [{ 'pids.peak': '900\n', 'pids.current': '20\n' }, true],
  [{ 'pids.peak': '800\n', 'pids.current': '20\n' }, false],
  [{ 'pids.current': '900\n' }, true],
  [{ 'pids.current': '800\n' }, false],
  [{}, false],
])('of 1000 at the most: %j', async (files, isUsedUp) => {
  await mkdir(path.join(folder, 'pids/engine'), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    await writeFile(path.join(folder, 'pids', name), text);
  }
  const groups = [path.join(folder, 'memory/engine'), path.join(folder, 'pids/engine')];
  const found = await lookAtProcesses(groups, { processes: 1000 });
  expect(found?.fault).toBe(isUsedUp ? 'processes' : undefined);
});
