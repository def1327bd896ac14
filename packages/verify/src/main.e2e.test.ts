import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { readSubmission } from '@kit/checker';
import { buildImage, obtainEngine } from '@kit/harness';
import type { Engine } from '@kit/harness';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Report } from './report.ts';
import { solved } from './reporters/samples.ts';
import { runVerify } from './run-verify.ts';
import type { Ended, Surroundings } from './run-verify.ts';
import { withSolution } from './solution.ts';
import { loadWorkshop, repository } from './workshops.ts';

/** `pnpm verify` as a process of its own, with the engine of this machine. */
const namedByUser = process.env.DOCKER_HOST;
const tags = ['myapp:latest', 'myapp:version1'];

let engine: Engine;
let folder = '';
/** The user's own tags, and the names that hold their images meanwhile: one without a name is gone. */
let kept: ReadonlyMap<string, string>;
/** A label of the image that the test builds. */
let mark = '';

beforeAll(async () => {
  engine = await obtainEngine();
  const found = await Promise.all(tags.map(async (tag) => ((await idOf(tag)) ? [tag] : [])));
  kept = new Map(found.flat().map((tag) => [tag, `kept-${randomUUID()}:${tag.split(':')[1]}`]));
  for (const [tag, name] of kept) await giveTag(tag, name);
  await remove(tags);
});

afterAll(async () => {
  await remove(tags);
  for (const [tag, name] of kept) await giveTag(name, tag);
  await remove([...kept.values()]);
});

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'verify-'));
  await cp(path.join(repository, 'apps/python-server'), folder, { recursive: true });
  mark = randomUUID();
  await writeDockerfile(solved);
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function idOf(tag: string): Promise<string | undefined> {
  const images = await engine.client.listImages({ filters: { reference: [tag] } });
  return images[0]?.Id;
}

async function imageIds(): Promise<readonly string[]> {
  return (await engine.client.listImages({ all: true })).map(({ Id }) => Id);
}

async function remove(names: readonly string[]): Promise<void> {
  for (const name of names) {
    if ((await idOf(name)) !== undefined) await engine.client.getImage(name).remove();
  }
}

async function giveTag(image: string, name: string): Promise<void> {
  const [repo = '', tag = ''] = name.split(':');
  await engine.client.getImage(image).tag({ repo, tag });
}

/** What is in the engine of this test's own: others may work in it at the same time. */
async function contents(): Promise<unknown> {
  const filters = { label: [`test=${mark}`] };
  const [containers, images] = await Promise.all([
    engine.client.listContainers({ all: true, filters }),
    engine.client.listImages({ all: true, filters }),
  ]);
  return {
    containers: containers.map(({ Id }) => Id),
    images: images.map(({ RepoTags }) => RepoTags?.toSorted() ?? []),
  };
}

const nothing = { containers: [], images: [] };

/** A build that takes its time, and shares no layer with another one. */
function writeSlowDockerfile({ seconds }: { readonly seconds: number }): Promise<void> {
  return writeDockerfile(solved.replace('EXPOSE', `RUN sleep ${seconds} # ${mark}\nEXPOSE`));
}

function writeDockerfile(text: string): Promise<void> {
  return writeFile(path.join(folder, 'Dockerfile'), `${text}LABEL test=${mark}\n`);
}

async function verify(args: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  const env = { DOCKER_HOST: namedByUser, ...surroundings.env };
  const ended = await runVerify(args, { cwd: folder, ...surroundings, env });
  expect(ended.stdout + ended.stderr).not.toMatch(/^\s+at |node:internal|\w+\.ts:\d+/m);
  return ended;
}

async function reportOf(
  args: readonly string[],
  surroundings?: Surroundings,
): Promise<{ readonly exitCode: number | null; readonly report: Report }> {
  const { exitCode, stdout } = await verify(['--format', 'json', ...args], surroundings);
  return { exitCode, report: JSON.parse(stdout) as Report };
}

function statuses(report: Report): Readonly<Record<string, string>> {
  return Object.fromEntries(report.steps.map(({ id, status }) => [id, status]));
}

/** Does something once, when the progress says that a certain thing has begun. */
function when(begun: RegExp, act: (child: ChildProcess) => void): Surroundings {
  return {
    onStart(child) {
      let seen = '';
      const look = (chunk: string | Buffer) => {
        seen += String(chunk);
        if (!begun.test(seen)) return;
        child.stderr?.off('data', look);
        act(child);
      };
      child.stderr?.on('data', look);
    },
  };
}

test('--solution: all steps pass, and the engine is left as it was', async () => {
  const file = path.join(folder, 'report.json');
  const before = await imageIds();
  const ended = await verify(['--solution', '--format', 'json', '--output', file]);
  expect(ended).toMatchObject({ exitCode: 0, stdout: '' });
  const report = JSON.parse(await readFile(file, 'utf8')) as Report;
  expect(new Set(Object.values(statuses(report)))).toEqual(new Set(['passed']));
  expect(report).toMatchObject({
    mode: 'solution',
    outcome: 'passed',
    submission: { directory: 'workshop/containerize-python/11-serve/solution' },
    engine: { name: expect.any(String) as string, version: expect.any(String) as string },
    isolation: {
      profile: 'learner',
      description: expect.stringContaining('Containers: 512 MiB of memory') as string,
    },
    image: { config: { WorkingDir: '/usr/src/app', ExposedPorts: { '8000/tcp': {} } } },
    probe: { status: 200 },
  });
  const { id = '' } = report.image ?? {};
  expect(before).not.toContain(id);
  expect(await imageIds()).not.toContain(id);
});

test('--solution: who built the same before keeps the image, which has no name', async () => {
  const workshop = await loadWorkshop('containerize-python');
  const imageId = await withSolution(workshop, async ({ directory }) => {
    const { context } = await readSubmission(directory);
    const built = await buildImage(engine, { directory, context, dockerfile: 'Dockerfile' });
    if (built.kind !== 'built') throw new Error(built.message);
    return built.imageId;
  });
  try {
    expect(await verify(['--solution'])).toMatchObject({ exitCode: 0 });
    expect(await imageIds()).toContain(imageId);
  } finally {
    await engine.client.getImage(imageId).remove();
  }
});

describe('a learner’s way', () => {
  async function build(tag: string): Promise<void> {
    const { path: directory, context } = await readSubmission(folder);
    const request = { directory, context, dockerfile: 'Dockerfile', tag };
    expect(await buildImage(engine, request)).toMatchObject({ kind: 'built' });
  }
  afterEach(() => remove(tags));

  test('built, not tagged: two steps to go', async () => {
    const { exitCode, report } = await reportOf(['.']);
    expect(exitCode).toBe(1);
    expect(statuses(report)).toMatchObject({
      'build-image': 'passed',
      'tag-image': 'failed',
      'tag-version': 'failed',
      serve: 'passed',
    });
    expect(await contents()).toEqual(nothing);
  });

  test('tagged: all passed, and the tags are still there', async () => {
    for (const tag of tags) await build(tag);
    const { exitCode, report } = await reportOf(['.']);
    expect(report.steps.filter(({ status }) => status !== 'passed')).toEqual([]);
    expect(exitCode).toBe(0);
    expect(await contents()).toEqual({ containers: [], images: [tags] });
  });

  test('changed after the build: the tags are told to be old', async () => {
    for (const tag of tags) await build(tag);
    await writeFile(path.join(folder, 'server.py'), '# changed\n', { flag: 'a' });
    const { exitCode, report } = await reportOf(['.']);
    expect(exitCode).toBe(1);
    const tagImage = report.steps.find(({ id }) => id === 'tag-image');
    expect(tagImage).toMatchObject({
      status: 'failed',
      diagnostics: [
        {
          message:
            '`myapp:latest` is an older build: `server.py`, which line 4 copies, has changed since.',
          range: { start: { line: 4, column: 1 } },
        },
      ],
    });
  });
});

test('a build that fails: what the command said, exit code 1', async () => {
  // What Python does only a run can tell.
  const script = 'import sys; sys.exit(print("the cause", file=sys.stderr) or 3)';
  await writeDockerfile(solved.replace('EXPOSE', `RUN python3 -c '${script}'\nEXPOSE`));
  const { exitCode, report } = await reportOf(['.']);
  expect(exitCode).toBe(1);
  expect(report.steps[7]).toMatchObject({
    id: 'build-image',
    status: 'failed',
    diagnostics: [
      {
        message: 'The `RUN` of line 5 ended with exit code 3.',
        why: expect.stringContaining('the cause') as string,
        range: { start: { line: 5, column: 1 } },
      },
    ],
  });
  expect(report).not.toHaveProperty('image');
  expect(await contents()).toEqual(nothing);
});

test('nobody who reads the progress is no error', async () => {
  const onStart = (child: ChildProcess) => child.stderr?.destroy();
  const { exitCode, report } = await reportOf(['.'], { onStart });
  expect(exitCode).toBe(1);
  expect(statuses(report)).toMatchObject({ 'build-image': 'passed', 'tag-image': 'failed' });
});

describe('Ctrl-C', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s while building', async (signal) => {
    await writeSlowDockerfile({ seconds: 300 });
    const ended = await verify(
      ['.'],
      when(/RUN sleep/, (child) => child.kill(signal)),
    );
    expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ended.stderr).toMatch(
      /\nStopping, and cleaning up\. Ctrl-C once more stops at once\.\nStopped\. Nothing was left behind\.\n$/,
    );
    expect(await contents()).toEqual(nothing);
  });

  test('while the container is started and asked', async () => {
    await writeFile(path.join(folder, 'server.py'), 'import time\ntime.sleep(300)\n');
    const ended = await verify(
      ['.'],
      when(/Step 11/, (child) => child.kill('SIGINT')),
    );
    expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ended.stderr).toMatch(/\nStopped\. Nothing was left behind\.\n$/);
    expect(await contents()).toEqual(nothing);
  });
});

describe('an engine that is not there', () => {
  test('no engine at DOCKER_HOST: static steps are judged, exit code 2', async () => {
    const { exitCode, report } = await reportOf(['.'], {
      env: { DOCKER_HOST: 'unix:///nonexistent/docker.sock' },
    });
    expect(exitCode).toBe(2);
    expect(report).toMatchObject({ outcome: 'error' });
    expect(report).not.toHaveProperty('engine');
    expect(report.steps.slice(0, 7).map(({ status }) => status)).toEqual(Array(7).fill('passed'));
    for (const step of report.steps.slice(7)) {
      expect(step).toMatchObject({
        status: 'error',
        reason:
          'No container engine answers at unix:///nonexistent/docker.sock, which DOCKER_HOST names.',
        help: 'Start that engine, or run `unset DOCKER_HOST` to use the one of this machine.',
      });
    }
  });

  test('one that dies while it builds: static steps are judged, exit code 2', async () => {
    // An engine that loses its client while it starts a process lets it run on.
    await writeSlowDockerfile({ seconds: 20 });
    const door = await openDoor(engine.address, `${folder}.sock`);
    const { exitCode, report } = await reportOf(['.'], {
      ...when(/RUN sleep/, () => {
        door.shut();
      }),
      env: { DOCKER_HOST: `unix://${door.socket}` },
    });
    expect(exitCode).toBe(2);
    expect(statuses(report)).toMatchObject({
      'start-command': 'passed',
      'build-image': 'error',
      serve: 'error',
    });
    expect(report.steps[7]).toMatchObject({
      reason: 'The container engine stopped answering while building the image.',
      help: 'Start the engine again, then run the same command again.',
    });
  });
});

interface Door {
  readonly socket: string;
  /** From now on nobody answers: for the other side the engine has died. */
  readonly shut: () => void;
}

/** A socket that leads to the engine's. */
async function openDoor(address: string, socket: string): Promise<Door> {
  const open = new Set<Socket>();
  const server: Server = createServer((client) => {
    const target = new URL(address);
    const inner =
      target.protocol === 'unix:'
        ? connect(target.pathname)
        : connect(Number(target.port), target.hostname);
    for (const side of [client, inner]) {
      open.add(side);
      side.on('error', () => undefined).on('close', () => open.delete(side));
    }
    client.pipe(inner).pipe(client);
  });
  server.listen(socket);
  await once(server, 'listening');
  return {
    socket,
    shut() {
      server.close();
      for (const side of open) side.destroy();
    },
  };
}
