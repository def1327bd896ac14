import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openRecord, withPassed } from '../record/record.ts';
import { runVerify } from '../run-verify.ts';
import type { Ended } from '../run-verify.ts';
import { hasTerminals, runInTerminal } from '../watch/run-in-terminal.ts';

/** `pnpm verify --reset`, as a process of its own. */
let folder: string;
let home: string;
const at = (name: string) => path.join(folder, 'app', name);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'reset-'));
  home = path.join(folder, 'home');
  await mkdir(path.join(folder, 'app'));
});

afterEach(() => rm(folder, { recursive: true }));

function reset(...args: readonly string[]): Promise<Ended> {
  return runVerify(['--reset', ...args, 'app'], { cwd: folder, env: environment() });
}

function environment(): NodeJS.ProcessEnv {
  return { WORKSHOP_PROGRESS_HOME: home, DOCKER_HOST: 'unix:///nonexistent/docker.sock' };
}

async function passed(...ids: readonly string[]): Promise<void> {
  const keeper = await openRecord('containerize-python', path.join(folder, 'app'), home);
  keeper.keep(withPassed(keeper.record, ids, new Date()));
  await keeper.settled();
}

test('says what it removes, keeps a copy, and leaves what is not the learner’s', async () => {
  await writeFile(at('Dockerfile'), 'FROM scratch\n');
  await writeFile(at('.dockerignore'), 'x\n');
  await writeFile(at('server.py'), '');
  await passed('create-dockerfile', 'base-image');
  const { exitCode, stdout, stderr } = await reset('--yes');
  const [kept = ''] = await readdir(path.join(home, 'kept'));
  expect(stderr).toBe('');
  expect(stdout).toBe(`
  Start over in \`app\`?

  This removes
    · your progress: 2 steps passed so far, and the hints you saw
    · \`app/Dockerfile\` and \`app/.dockerignore\`

  A copy stays in \`home/kept/${kept}\`.

  Removed. \`pnpm verify\` says how the workshop begins.
`);
  expect(exitCode).toBe(0);
  expect(await readdir(path.join(folder, 'app'))).toEqual(['server.py']);
  expect(await readFile(path.join(home, 'kept', kept, 'Dockerfile'), 'utf8')).toBe(
    'FROM scratch\n',
  );
  expect(
    (await openRecord('containerize-python', path.join(folder, 'app'), home)).record,
  ).toMatchObject({ steps: {} });
});

describe.runIf(hasTerminals)('on a terminal it asks', () => {
  test.each([
    ['y\r', 'Removed.', []],
    ['n\r', 'Nothing was removed.', ['Dockerfile']],
    ['\r', 'Nothing was removed.', ['Dockerfile']],
    ['\u0004', 'Nothing was removed.', ['Dockerfile']],
  ])('%j', async (keys, said, left) => {
    await writeFile(at('Dockerfile'), 'FROM scratch\n');
    const { type, shown, whenShown, exitCode } = runInTerminal(['--reset', at('')], environment());
    await whenShown(/Start over\? \[y\/N\]/);
    type(keys);
    expect(await exitCode).toBe(0);
    expect(shown()).toContain(said);
    expect(await readdir(path.join(folder, 'app'))).toEqual(left);
  });
});

test('where nobody can be asked it wants `--yes`, and removes nothing', async () => {
  await writeFile(at('Dockerfile'), 'FROM scratch\n');
  const { exitCode, stdout, stderr } = await reset();
  expect(stdout).toContain('This removes\n    · `app/Dockerfile`\n');
  expect(stderr).toBe('Nobody can be asked here. Add `--yes` where that is what you want.\n');
  expect(exitCode).toBe(2);
  expect(await readdir(path.join(folder, 'app'))).toEqual(['Dockerfile']);
});

test('a Dockerfile that is a folder is kept whole', async () => {
  await mkdir(at('Dockerfile'));
  await writeFile(at('Dockerfile/Dockerfile'), 'FROM scratch\n');
  expect(await reset('--yes')).toMatchObject({ exitCode: 0, stderr: '' });
  const [kept = ''] = await readdir(path.join(home, 'kept'));
  const copy = path.join(home, 'kept', kept, 'Dockerfile/Dockerfile');
  expect(await readFile(copy, 'utf8')).toBe('FROM scratch\n');
});

test('where no copy can be kept, nothing is removed', async () => {
  await writeFile(at('Dockerfile'), 'FROM scratch\n');
  await writeFile(home, '');
  expect(await reset('--yes')).toMatchObject({
    exitCode: 2,
    stderr: 'Nothing was started over: its folder is a file.\n',
  });
  expect(await readdir(path.join(folder, 'app'))).toEqual(['Dockerfile']);
});

test('where there is nothing to remove, it says so', async () => {
  expect(await reset()).toEqual({
    exitCode: 0,
    stdout: 'There is nothing to remove: this is where the workshop begins.\n',
    stderr: '',
  });
});

test('a folder that is not there is told as such', async () => {
  await rm(path.join(folder, 'app'), { recursive: true });
  const { exitCode, stdout, stderr } = await reset('--yes');
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toMatch(/^There is no folder `app`\./);
});
