import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { machineWith } from '../fixture.ts';
import { pnpm } from './pnpm.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pnpm-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function examine(programs: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv = {}) {
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(path.join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  const finding = await pnpm.examine(machineWith({ env: { PATH: folder, ...env } }));
  for (const name of Object.keys(programs)) await rm(path.join(folder, name));
  return finding;
}

const old = {
  text: 'Get it, or write `npx --yes pnpm@12` in the place of `pnpm`:',
  command: 'npm install --global pnpm@12',
};

test('the one that runs the kit', async () => {
  const env = { npm_config_user_agent: 'pnpm/12.21.0 npm/? node/v24.21.0 linux x64' };
  expect(await examine({}, env)).toEqual({ status: 'ok', found: '12.21.0' });
  env.npm_config_user_agent = 'pnpm/9.1.0 npm/?';
  expect(await examine({}, env)).toEqual({
    status: 'not ok',
    found: '`9.1.0` is here; the kit’s commands are for 12.',
    remedy: old,
  });
});

test('the one that is installed', async () => {
  expect(await examine({ pnpm: 'echo 12.3.4' })).toEqual({ status: 'ok', found: '12.3.4' });
  expect(await examine({ pnpm: 'printf "\\033[31mno\\n"' })).toEqual({
    status: 'not ok',
    found: '`no` is here; the kit’s commands are for 12.',
    remedy: old,
  });
});

test('none, or one that fails: npx brings it', async () => {
  const brought = {
    status: 'ok',
    found: 'Not installed, and not needed: `npx --yes pnpm@12` brings it.',
  };
  expect(await examine({ npx: 'echo 10.0.0' })).toEqual(brought);
  expect(await examine({ npx: 'echo 10.0.0', pnpm: 'exit 1' })).toEqual(brought);
});

test('nothing', async () => {
  expect(await examine({})).toEqual({
    status: 'not ok',
    found: 'Neither pnpm nor npx is here.',
    remedy: { text: 'Install Node, which brings npx: https://nodejs.org/' },
  });
});
