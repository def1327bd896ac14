import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { solved } from '../reporters/samples.ts';
import { runVerify } from '../run-verify.ts';
import { repository } from '../workshops.ts';
import { hasTerminals, runInTerminal } from './run-in-terminal.ts';
import type { InTerminal } from './run-in-terminal.ts';

/** `pnpm verify --watch`, typed and looked at as a learner does. */
let folder: string;
let app: string;
let watching: InTerminal | undefined;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'watch-'));
  app = path.join(folder, 'app');
  await cp(path.join(repository, 'apps/python-server'), app, { recursive: true });
  await rm(path.join(app, 'Dockerfile'), { force: true });
});

afterEach(async () => {
  watching?.kill();
  await watching?.exitCode;
  watching = undefined;
  await rm(folder, { recursive: true });
});

const home = () => path.join(folder, 'home');
/** At once, as editors do: what was empty for a moment passes more than one step at the next. */
async function save(text: string): Promise<void> {
  const swap = path.join(app, '.Dockerfile.swp');
  await writeFile(swap, text);
  await rename(swap, path.join(app, 'Dockerfile'));
}

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): InTerminal {
  watching = runInTerminal(['--watch', ...args, app], { WORKSHOP_PROGRESS_HOME: home(), ...env });
  return watching;
}

const patience = { timeout: 30_000, interval: 10 };
const expectShown = (text: RegExp | string) =>
  expect.poll(() => watching?.shown(), patience).toMatch(text);

async function expectEnd(exitCode: number): Promise<void> {
  expect(await watching?.exitCode).toBe(exitCode);
  expect(watching?.terminal).toMatchObject({
    isTakenOver: false,
    isCursorHidden: false,
    wraps: true,
  });
}

describe.runIf(hasTerminals)('in a terminal', () => {
  test('the tutorial from its first line to its last, with hints, pages and a solution', async () => {
    const { type } = start(['--static']);
    await expectShown('Here the workshop begins.');
    expect(watching?.terminal).toMatchObject({ isTakenOver: true, isCursorHidden: true });
    type('h');
    await expectShown('Hint 1 of 3');
    type('t');
    await expectShown('An image is a packed copy of everything');
    type('q');

    await save('FORM python:3-alpine\n');
    await expectShown('Docker has no instruction `FORM`.');
    const told = [
      'Step 2 passed: Choose a base image.',
      'Step 3 passed: Set the working directory.',
      'Do +Add the line `COPY',
      'Step 4 passed: Copy the app into the image.',
      'Step 5 passed: Expose the port.',
      'Step 6 passed: Install the dependencies.',
      '7 of 11 steps passed: all that can be judged',
    ];
    const lines = solved.trimEnd().split('\n');
    for (const [index, text] of told.entries()) {
      await save(`${lines.slice(0, index + 1).join('\n')}\n`);
      await expectShown(new RegExp(text));
    }

    await save(solved.replace('EXPOSE 8000', 'EXPOSE 80'));
    await expectShown('Step 5: Expose the port');
    type('s');
    await expectShown(/- EXPOSE 80\n +\+ EXPOSE 8000/);
    type('l');
    await expectShown(/✖ +5 +Expose the port +(<1|[\d.]+) ms/);
    type('q');
    await save(solved);
    await expectShown(/#######> {3}\] 7 of 11/);
    type('q');
    await expectEnd(0);
    expect(watching?.shown()).toMatch(/^\[#######> {3}\] 7 of 11\nGo on whenever you like/);

    const record = JSON.parse(await readFile(path.join(home(), 'progress.json'), 'utf8')) as object;
    expect(record).toMatchObject({
      records: [
        {
          steps: {
            'create-dockerfile': { hints: 1, passedAt: expect.any(String) as string },
            'expose-port': { solutionShown: true },
            'start-command': { passedAt: expect.any(String) as string },
          },
        },
      ],
    });
  });

  test('Ctrl-C gives the terminal back; something is left to mend: exit code 1', async () => {
    const { type } = start(['--static']);
    await expectShown('Step 1: Create a Dockerfile');
    type('\u0003');
    await expectEnd(1);
  });

  test('a crash gives the terminal back, and says what it was', async () => {
    const crash = "setTimeout(() => { throw new Error('Something broke.') }, 2000)";
    const NODE_OPTIONS = `--import "data:text/javascript,${encodeURIComponent(crash)}"`;
    start(['--static'], { NODE_OPTIONS });
    await expectEnd(2);
    expect(watching?.shown()).toContain('The kit could not judge: Something broke.');
  });

  test('start over, from within', async () => {
    await save(solved);
    const { type } = start(['--static']);
    await expectShown('7 of 11 steps passed');
    type('x');
    await expectShown('Start over in');
    type('n');
    await expectShown('7 of 11 steps passed');
    type('x');
    await expectShown('y yes  n no');
    type('y');
    await expectShown(/\[> {10}\] 0 of 11/);
    await expectShown('Started over.');
    type('q');
    await expectEnd(1);
  });
});

describe('where nothing can be drawn', () => {
  test('a report for each save, below the time, until it is told to end', async () => {
    const saves = [solved, solved.replace('8000', '80')];
    const ended = await runVerify(['--watch', '--static', app], {
      env: { WORKSHOP_PROGRESS_HOME: home() },
      onStart: (child) => {
        let text = '';
        child.stdout?.on('data', (chunk: Buffer) => {
          text += chunk.toString();
          // A report may come in pieces; with these its last paragraph begins.
          if (!/(of 11 steps passed|Every save is judged)[^]*\n\n$/.test(text)) return;
          text = '';
          const next = saves.shift();
          if (next === undefined) child.kill('SIGTERM');
          else void save(next);
        });
      },
    });
    expect(ended.exitCode).toBe(1);
    const times = ended.stdout.match(/^── \d\d:\d\d:\d\d ──$/gm);
    expect(times).toHaveLength(3);
    expect(ended.stdout).toMatch(
      /no file named `Dockerfile`[^]*7 of 11[^]*Step 5: Expose the port/,
    );
    expect(ended.stdout).not.toContain('run the same command');
    // eslint-disable-next-line no-control-regex
    expect(ended.stdout).not.toMatch(/\u001b/);
  });
});
