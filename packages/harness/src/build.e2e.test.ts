import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BuildOutcome, BuildProgress, BuildRequest, Built } from './build.ts';
import { buildImage } from './build.ts';
import { keepImages, removeImage } from './cleanup.ts';
import type { Engine } from './engine.ts';
import { obtainEngine } from './engine.ts';
import type { Fixture } from './fixture.ts';
import { makeFixture } from './fixture.ts';

let engine: Engine;
let kept: ReadonlySet<string>;
const images: string[] = [];

beforeAll(async () => {
  engine = await obtainEngine();
  kept = await keepImages(engine);
});

afterAll(async () => {
  for (const image of images) await removeImage(engine, image, kept);
});

async function build(
  dockerfile: string,
  files: Readonly<Record<string, string>> = {},
  options: Partial<BuildRequest> = {},
): Promise<BuildOutcome> {
  await using fixture = await makeFixture(dockerfile, files);
  return await buildFrom(fixture, options);
}

async function buildFrom(
  fixture: Fixture,
  options: Partial<BuildRequest> = {},
): Promise<BuildOutcome> {
  const outcome = await buildImage(engine, { ...fixture, ...options });
  if (outcome.kind === 'built') images.push(outcome.imageId);
  return outcome;
}

function once(text: string): string {
  return `${text} # ${Math.random()}`;
}

describe('an image that builds', () => {
  test('is described, with its progress and its output', async () => {
    const events: BuildProgress[] = [];
    const run = once('RUN echo "hello from the build"');
    const dockerfile = `FROM python:3-alpine\nWORKDIR /app\nCOPY a.txt .\n${run}\nEXPOSE 8000\n`;
    const outcome = await build(
      dockerfile,
      { 'a.txt': 'a' },
      { onProgress: (event) => events.push(event) },
    );
    expect(outcome).toMatchObject({
      kind: 'built',
      imageId: expect.stringMatching(/^sha256:/) as string,
      config: { WorkingDir: '/app', ExposedPorts: { '8000/tcp': {} } },
      log: expect.arrayContaining([expect.stringContaining('hello from the build')]) as string[],
    });
    expect(events).toContainEqual({ kind: 'output', line: 'hello from the build' });
    expect(
      events.flatMap((event) => (event.kind === 'instruction' ? [event.text.split(' ')[0]] : [])),
    ).toContain('RUN');
  });

  test('is the same image again, all from the cache', async () => {
    await using fixture = await makeFixture('FROM python:3-alpine\nRUN echo same\n');
    const first = (await buildFrom(fixture)) as Built;
    const events: BuildProgress[] = [];
    const second = (await buildFrom(fixture, {
      onProgress: (event) => events.push(event),
    })) as Built;
    expect(second.imageId).toBe(first.imageId);
    expect(events.map(({ kind }) => kind)).toContain('cached');
  });

  test('has what .dockerignore leaves in, and no more', async () => {
    await using fixture = await makeFixture(
      'FROM python:3-alpine\nCOPY . /all/\nRUN test -f /all/a.txt && test ! -e /all/b.txt\n',
      { 'a.txt': 'a', 'b.txt': 'b' },
    );
    const context = { ...fixture.context, ignoreFile: { name: '.dockerignore', text: 'b.txt\n' } };
    expect(await buildFrom({ ...fixture, context })).toMatchObject({ kind: 'built' });
  });
});

describe('the learner’s mistake is returned', () => {
  test.each<[string, string, Partial<BuildOutcome> & { line?: number; exitCode?: number }]>([
    [
      'an instruction that fails',
      'FROM python:3-alpine\n# a comment\nWORKDIR /app\nRUN echo before >&2 && \\\n    sh -c "echo the end >&2; exit 7"\n',
      { line: 4, exitCode: 7, log: ['before', 'the end'] },
    ],
    ['a misspelt instruction', 'FROM python:3-alpine\n\nEXPSE 8000\n', { line: 3 }],
    [
      'a file that is not there',
      'FROM python:3-alpine\nWORKDIR /app\nCOPY nothing.txt .\n',
      { line: 3 },
    ],
    ['no instruction at all', '# nothing\n', {}],
    // An engine may not survive to tell it.
    [
      'no stage',
      'ARG a=1\n',
      { message: 'no build stage in the Dockerfile: it has no FROM', log: [] },
    ],
    [
      'in a later stage',
      'FROM python:3-alpine AS one\nRUN true\nFROM one\nWORKDIR /x\nRUN exit 3\n',
      { line: 5, exitCode: 3 },
    ],
  ])('%s', async (_, dockerfile, expected) => {
    expect(await build(dockerfile)).toMatchObject({ kind: 'failed', ...expected });
  });
});

test('a base image that cannot be pulled is the machine’s fault, or a wrong name', async () => {
  const outcome = await build('FROM python:3.99-no-such-tag\n').catch((error: unknown) => error);
  // With the registry in reach it answers that there is no such tag; without, nobody can tell.
  if (outcome instanceof Error) {
    expect(outcome).toMatchObject({ name: 'EngineError', fault: 'registry' });
  } else expect(outcome).toMatchObject({ kind: 'failed' });
});

test('a build that is stopped ends at once', async () => {
  const controller = new AbortController();
  const reason = new Error('Enough.');
  const building = build(
    `FROM python:3-alpine\n${once('RUN echo started && sleep 600')}\n`,
    {},
    {
      signal: controller.signal,
      onProgress: ({ kind }) => {
        if (kind === 'output') controller.abort(reason);
      },
    },
  );
  await expect(building).rejects.toBe(reason);
});

test('the builder’s own frontend needs no registry where there is none', async () => {
  const dockerfile = '# syntax=docker/dockerfile:1\nFROM python:3-alpine\nRUN exit 5\n';
  expect(await build(dockerfile)).toMatchObject({ kind: 'failed', line: 3, exitCode: 5 });
});

test('what only a stand-in lacks is the machine’s fault', async () => {
  const outcome = await build('FROM python:3-alpine\nRUN apk add --no-cache curl\n').catch(
    (error: unknown) => error,
  );
  if (engine.standIn === undefined) return;
  expect(outcome).toMatchObject({ name: 'EngineError', fault: 'network' });
});
