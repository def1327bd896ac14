import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
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
    [['test', '--format', 'jsn'], 'There is no format `jsn`. Did you mean `json`?\n'],
    [
      ['test', '--output', '/nowhere/proof.json'],
      'The report cannot be written to `/nowhere/proof.json`: its folder does not exist. Give another file to `--output`.\n',
    ],
    [
      ['test', 'containerise-python'],
      'There is no workshop `containerise-python`. Did you mean `containerize-python`?\n',
    ],
  ])('%j is told what to write instead', async (args, told) => {
    expect(await run('workshop', ...args)).toEqual({ exitCode: 2, stdout: '', stderr: told });
  });

  test('--format json tells all of it as data', async () => {
    const args = ['test', 'multi-stage-node', '--format', 'json'];
    const { exitCode, stdout, stderr } = await run('workshop', ...args);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual({
      schema: 'workshop/proof/v1',
      outcome: 'passed',
      workshops: [
        {
          workshop: 'multi-stage-node',
          outcome: 'passed',
          chapters: expect.arrayContaining([
            { name: 'the workshop', held: 2, leftOut: 0, problems: [] },
            {
              name: '08-serve',
              held: expect.any(Number) as number,
              leftOut: expect.any(Number) as number,
              problems: [],
            },
          ]) as unknown,
        },
      ],
    });
  });

  test('--output takes the report, and nothing else is said', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'proof-'));
    const file = path.join(folder, 'proof.txt');
    expect(await run('workshop', 'test', 'multi-stage-node', '--output', file)).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: '',
    });
    expect(await readFile(file, 'utf8')).toMatch(/^ {2}✔ the workshop · 2 hold\n[^]*claims hold\./);
    await rm(folder, { recursive: true });
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
