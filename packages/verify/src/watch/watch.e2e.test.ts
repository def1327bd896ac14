import { randomUUID } from 'node:crypto';
import { appendFile, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { obtainEngine } from '@kit/harness';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { solved } from '../reporters/samples.ts';
import { repository } from '../workshops.ts';
import { hasTerminals, runInTerminal } from './run-in-terminal.ts';
import type { InTerminal } from './run-in-terminal.ts';

/** `pnpm verify --watch` with the engine of this machine. */
const namedByUser = process.env.DOCKER_HOST;
const engine = await obtainEngine();
const mark = `test=${randomUUID()}`;
let folder: string;
let app: string;
let watching: InTerminal | undefined;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'watch-'));
  app = path.join(folder, 'app');
  await cp(path.join(repository, 'apps/python-server'), app, { recursive: true });
});

afterEach(async () => {
  watching?.kill();
  await watching?.exitCode;
  watching = undefined;
  await rm(folder, { recursive: true });
});

const save = (text: string) => writeFile(path.join(app, 'Dockerfile'), `${text}LABEL ${mark}\n`);

function start(): InTerminal {
  const env = { WORKSHOP_PROGRESS_HOME: path.join(folder, 'home'), DOCKER_HOST: namedByUser };
  watching = runInTerminal(['--watch', app], env);
  return watching;
}

const patience = { timeout: 60_000, interval: 20 };
const expectShown = (text: RegExp | string) =>
  expect.poll(() => watching?.shown(), patience).toMatch(text);

async function leftovers(): Promise<readonly string[]> {
  const filters = { label: [mark] };
  const containers = await engine.client.listContainers({ all: true, filters });
  const images = await engine.client.listImages({ all: true, filters });
  return [...containers, ...images].map(({ Id }) => Id);
}

describe.runIf(hasTerminals)('in a terminal', () => {
  test('built, run, run anew at a save, and nothing left when it ends', async () => {
    await save(solved);
    const { type, exitCode } = start();
    await expectShown(/\d\/\d .+ (FROM|WORKDIR|COPY|RUN) /);
    await expectShown('Step 9: Tag the image');
    type('r');
    await expectShown(/Running at http:\S+;/);
    const address = () => /Running at (http:\S+);/.exec(watching?.shown() ?? '')?.[1] ?? '';
    expect((await fetch(address())).status).toBe(200);

    await appendFile(path.join(app, 'server.py'), '# one line more\n');
    await expectShown('Starting the container');
    await expectShown(/Running at http:\S+;/);
    expect((await fetch(address())).status).toBe(200);
    const served = address();
    await expectShown(/✖ +9 /);
    type('q');
    expect(await exitCode).toBe(1);
    await expect(fetch(served)).rejects.toThrow();
    expect(await leftovers()).toEqual([]);
  });

  test('Ctrl-C while it builds: the build ends, and nothing is left', async () => {
    await save(solved.replace('EXPOSE', 'RUN sleep 300\nEXPOSE'));
    const { type, exitCode, terminal } = start();
    await expectShown('sleep 300');
    type('\u0003');
    expect(await exitCode).toBe(0);
    expect(terminal.isTakenOver).toBe(false);
    expect(await leftovers()).toEqual([]);
  });
});
