import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { endOf } from '../../../scripts/process-for-tests.ts';
import type { Ended } from '../../../scripts/process-for-tests.ts';

/** The real command, in a process of its own. */
async function run(command: string, ...args: readonly string[]): Promise<Ended> {
  const { NO_COLOR, FORCE_COLOR, ...env } = process.env;
  const entry = fileURLToPath(new URL(`../bin/${command}.js`, import.meta.url));
  const child = spawn(process.execPath, [entry, ...args], {
    env: { ...env, LC_ALL: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return endOf(child);
}

describe('pnpm workshop', () => {
  test('tells of each step, and how to prove the rest', async () => {
    const { exitCode, stdout, stderr } = await run('workshop', 'test', 'containerize-python');
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^ {2}✔ the workshop · 2 hold\n {2}✔ 01-create-dockerfile · \d+ hold\n/);
    expect(stdout).toMatch(/ {2}✔ 11-serve · \d+ hold, \d+ want an engine\n\n {2}All \d+ /);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      '`pnpm workshop test containerize-python --engine`',
    );
    expect(exitCode).toBe(0);
  });

  test.each([
    [[], 'It has to be told what to do: write `pnpm workshop test NAME`.\n'],
    [['tset'], 'It cannot `tset`: write `pnpm workshop test NAME`.\n'],
    [
      ['test', '--egine'],
      'Unknown option `--egine`. Did you mean `--engine`? `pnpm workshop --help` shows them all.\n',
    ],
    [
      ['test', 'containerise-python'],
      'There is no workshop `containerise-python`. Did you mean `containerize-python`?\n',
    ],
  ])('%j is told what to write instead', async (args, told) => {
    expect(await run('workshop', ...args)).toEqual({ exitCode: 2, stdout: '', stderr: told });
  });

  test('has a help', async () => {
    const { exitCode, stdout } = await run('workshop', '--help');
    expect(stdout).toMatch(/^pnpm workshop test \[NAME …\] /);
    expect(exitCode).toBe(0);
  });
});

describe('pnpm create-workshop', () => {
  test.each([
    [[], 'It takes one name: `pnpm create-workshop NAME`.\n'],
    [
      ['containerize-python'],
      'There is a `workshop/containerize-python` already, and it stays as it is. Choose another name.\n',
    ],
  ])('%j is told what to write instead', async (args, told) => {
    expect(await run('create-workshop', ...args)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: told,
    });
  });

  test('has a help', async () => {
    const { exitCode, stdout } = await run('create-workshop', '--help');
    expect(stdout).toMatch(/^pnpm create-workshop NAME /);
    expect(exitCode).toBe(0);
  });
});
