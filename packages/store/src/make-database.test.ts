import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeDatabase } from './make-database.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'database-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test('is made once for a user, and copied; two at once are no trouble', async () => {
  vi.stubEnv('XDG_CACHE_HOME', path.join(folder, 'cache'));
  const [one, other] = [path.join(folder, 'one'), path.join(folder, 'other')];
  await Promise.all([makeDatabase(one), makeDatabase(other)]);
  expect(readdirSync(one)).toContain('PG_VERSION');
  expect(readdirSync(one)).toEqual(readdirSync(other));
  expect(readdirSync(path.join(folder, 'cache/docker-workshop-kit'))).toEqual([
    expect.stringMatching(/^database-[\d.]+$/),
  ]);
});

test('is made where it belongs if there can be no cache', async () => {
  const cache = path.join(folder, 'cache');
  writeFileSync(cache, 'a file');
  vi.stubEnv('XDG_CACHE_HOME', cache);
  await makeDatabase(path.join(folder, 'out/database'));
  expect(readdirSync(path.join(folder, 'out'))).toEqual(['database']);
  expect(readdirSync(path.join(folder, 'out/database'))).toContain('PG_VERSION');
});
