import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { imageNames, obtainEngine } from '@kit/harness';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEngineSession } from '../engine-session.ts';
import type { OpenSession } from '../engine-session.ts';
import { solved } from '../reporters/samples.ts';
import { loadWorkshop, repository } from '../workshops.ts';
import { startLoop } from './loop.ts';
import type { Loop, LoopRequest } from './loop.ts';
import type { RebuildTime } from './rebuild-cost.ts';
import { runApp } from './run-app.ts';

const workshop = await loadWorkshop('containerize-python');
const engine = await obtainEngine();
const patience = { timeout: 60_000 };
let folder: string;
let loop: Loop | undefined;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'loop-'));
  await cp(path.join(repository, 'apps/python-server'), folder, { recursive: true });
  await save(solved);
});

afterEach(async () => {
  await loop?.close();
  loop = undefined;
  await rm(folder, { recursive: true });
});

const save = (text: string) => writeFile(path.join(folder, 'Dockerfile'), text);
const statusOf = (id: string) => loop?.state.steps.find((step) => step.id === id)?.status;

const openSession: OpenSession = (request) =>
  openEngineSession(request, {
    playsLearner: false,
    mayStartPrivateEngine: () => Promise.resolve(true),
  });

function start(request: Partial<LoopRequest> = {}): Loop {
  loop = startLoop({ workshop, directory: folder, mode: 'full', openSession, ...request });
  return loop;
}

test('the whole line at a save, with the build’s instructions; a save stops a build', async () => {
  const following = start();
  const built = new Set<string>();
  following.subscribe(({ work }) => {
    for (const { text } of work?.instructions ?? []) built.add(text);
  });
  await expect.poll(() => statusOf('serve'), patience).toBe('passed');
  expect([...built].filter((text) => /^(FROM|RUN|COPY)/.test(text))).toHaveLength(4);

  await save(`${solved}RUN sleep 300\n`);
  await expect.poll(() => loop?.state.work?.instructions.at(-1)?.text).toContain('sleep 300');
  await save(solved.replace('8000', '8001'));
  await expect.poll(() => statusOf('expose-port')).toBe('failed');
  await expect.poll(() => loop?.state.phase, patience).toBe('settled');
  expect(statusOf('serve')).toBe('passed');
});

test('once all passed: what a change costs, with this order and with the other one', async () => {
  // The kit plays the learner, who builds and tags.
  const tagged: OpenSession = (request) =>
    openEngineSession(request, {
      playsLearner: true,
      mayStartPrivateEngine: () => Promise.resolve(true),
    });
  const before = await imageNames(engine);
  start({ openSession: tagged });
  await expect.poll(() => loop?.state.cost, patience).toBeDefined();
  const [ours, other] = loop?.state.cost?.orders ?? [];
  const installs = (time: RebuildTime | undefined) =>
    time?.instructions.find(({ text }) => text.startsWith('RUN pip'));
  expect(ours).toMatchObject({ title: 'your order' });
  expect(other).toMatchObject({ title: 'requirements installed first' });
  expect([ours, other].map((time) => installs(time)?.cached)).toEqual([false, true]);
  expect(loop?.state.phase).toBe('settled');
  expect(await imageNames(engine)).toEqual(before);
});

test('an image that is built meanwhile starts a round', async () => {
  start();
  await expect.poll(() => loop?.state.phase, patience).toBe('settled');
  const round = loop?.state.round ?? 0;
  const name = { repo: 'loop-test', tag: 'one' };
  await engine.client.getImage('python:3-alpine').tag(name);
  try {
    await expect.poll(() => loop?.state.round, patience).toBe(round + 1);
    await expect.poll(() => loop?.state.phase, patience).toBe('settled');
  } finally {
    await engine.client.getImage('loop-test:one').remove();
  }
});

test('the app runs until it is stopped; where its port is taken, on another one', async () => {
  const server = createServer().listen(8000, '127.0.0.1');
  const running = await runApp(workshop, folder, new AbortController().signal);
  server.close();
  if (running.kind !== 'running') throw new Error(running.message);
  expect(running.url).not.toMatch(/:8000$/);
  expect(await (await fetch(running.url)).text()).toContain('python-server');
  await running.stop();
  await expect(fetch(running.url)).rejects.toThrow();
});

test('an app that ends at once is told with what it said', async () => {
  await save(solved.replace('"./server.py"', '"./other.py"'));
  const failed = await runApp(workshop, folder, new AbortController().signal);
  expect(failed).toMatchObject({
    kind: 'failed',
    message: 'The container ended before it answered.',
    lines: [expect.stringContaining('other.py') as string],
  });
});
