import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Workshop } from '@kit/checker';
import type { BuildOutcome, ProbeOutcome } from '@kit/harness';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { VerifyEvent } from './observer.ts';
import type { Mode, Report } from './report.ts';
import { solved } from './reporters/samples.ts';
import type { EngineSession } from './engine-session.ts';
import { verifySubmission } from './verify.ts';
import { loadWorkshop } from './workshops.ts';

/**
 * Who is asked what, and when: with a session that writes down what it is
 * asked. What a real engine answers is the matter of the tests with one.
 */
const config = { WorkingDir: '/usr/src/app' };

const built: BuildOutcome = {
  kind: 'built',
  imageId: 'sha256:1',
  sizeBytes: 5,
  config,
  layers: [],
  builder: 'buildkit',
  log: [],
  durationMs: 1,
};

const answered: ProbeOutcome = {
  kind: 'answered',
  url: 'http://127.0.0.1:1/',
  status: 200,
  body: '<meta name="application-name" content="python-server">',
  durationMs: 7,
};

/** Where the steps begin that only an engine can judge. */
const firstOfEngine = 7;

let workshop: Workshop;
let directory = '';
let asked: string[] = [];
let events: VerifyEvent[] = [];

beforeAll(async () => {
  workshop = await loadWorkshop('containerize-python');
  directory = await mkdtemp(path.join(tmpdir(), 'verify-'));
  await writeFile(path.join(directory, 'requirements.txt'), 'flask');
  await writeFile(path.join(directory, 'server.py'), '');
});
afterAll(() => rm(directory, { recursive: true }));
beforeEach(() => {
  asked = [];
  events = [];
});

type Answers = Partial<Pick<EngineSession, 'build' | 'inspectTag' | 'probe' | 'close'>>;

function sessionWith(answers: Answers): EngineSession {
  const engine = { name: 'Engine', version: '1' } as EngineSession['engine'];
  const { build, inspectTag, probe, close } = {
    build: () => Promise.resolve(built),
    inspectTag: () => Promise.resolve({ kind: 'current' } as const),
    probe: () => Promise.resolve(answered),
    close: () => Promise.resolve(),
    ...answers,
  };
  return {
    engine,
    standIn: undefined,
    build: () => (asked.push('build'), build()),
    inspectTag: (tag) => (asked.push(`tag ${tag}`), inspectTag(tag)),
    probe: (port, at) => (asked.push(`probe ${port} ${at}`), probe(port, at)),
    close: () => (asked.push('close'), close()),
  };
}

interface Run {
  readonly dockerfile?: string;
  readonly mode?: Mode;
  readonly answers?: Answers;
  readonly open?: () => Promise<EngineSession>;
  readonly signal?: AbortSignal;
}

async function verify({ dockerfile = solved, mode = 'full', answers = {}, open, signal }: Run) {
  await writeFile(path.join(directory, 'Dockerfile'), dockerfile);
  const openSession = () => {
    asked.push('open');
    return open === undefined ? Promise.resolve(sessionWith(answers)) : open();
  };
  return verifySubmission(
    { workshop, directory, mode, openSession },
    (event) => events.push(event),
    signal ?? new AbortController().signal,
  );
}

function statuses(report: Report): Readonly<Record<string, string>> {
  return Object.fromEntries(report.steps.map(({ id, status }) => [id, status]));
}

const whole = ['open', 'build', 'tag myapp:latest', 'tag myapp:version1', 'probe 8000 /', 'close'];

test('the whole line: each question once, in the order of the steps', async () => {
  const report = await verify({});
  expect(asked).toEqual(whole);
  expect(new Set(Object.values(statuses(report)))).toEqual(new Set(['passed']));
  const { steps, ...rest } = report;
  expect(steps.map(({ id }) => id)).toEqual(workshop.steps.map(({ id }) => id));
  expect(rest).toEqual({
    schema: 'workshop/report/v1',
    workshop: 'containerize-python',
    mode: 'full',
    outcome: 'passed',
    submission: {
      directory,
      dockerfile: 'Dockerfile',
      found: 'text',
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string,
      source: solved,
    },
    plan: {
      config: {
        WorkingDir: '/usr/src/app',
        ExposedPorts: { '8000/tcp': {} },
        Cmd: ['python3', './server.py'],
      },
    },
    advice: [],
    engine: { name: 'Engine', version: '1' },
    image: { id: 'sha256:1', sizeBytes: 5, config },
    probe: { url: answered.url, status: 200, durationMs: 7 },
  });
  expect(events.filter(({ kind }) => kind === 'judged')).toHaveLength(11);
});

test('in the mode static no engine is asked', async () => {
  const report = await verify({ mode: 'static' });
  expect(asked).toEqual([]);
  expect(report).toMatchObject({ outcome: 'passed' });
  expect(report).not.toHaveProperty('engine');
  expect(report).not.toHaveProperty('image');
  expect(report).not.toHaveProperty('probe');
  expect(report.steps.slice(firstOfEngine)).toEqual(
    workshop.steps.slice(firstOfEngine).map(({ id, title }) => ({
      id,
      title,
      durationMs: expect.any(Number) as number,
      diagnostics: [],
      status: 'skipped',
      reason: 'Only a container engine can judge this, and `--static` asks none.',
    })),
  );
});

test('getting an engine is not counted as time of the step that needs it', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const open = () => {
    vi.advanceTimersByTime(60_000);
    return Promise.resolve(sessionWith({}));
  };
  const report = await verify({ open }).finally(() => vi.useRealTimers());
  const building = report.steps.find(({ id }) => id === 'build-image');
  expect(building).toMatchObject({ status: 'passed', durationMs: 0 });
});

test('while the build is blocked no engine is looked for', async () => {
  const report = await verify({ dockerfile: '# nothing yet\n' });
  expect(asked).toEqual([]);
  expect(statuses(report)).toMatchObject({
    'create-dockerfile': 'passed',
    'base-image': 'failed',
    'build-image': 'blocked',
    serve: 'blocked',
  });
});

test('no container is started where its step is blocked', async () => {
  const report = await verify({ dockerfile: solved.replace('server.py"]', 'app.py"]') });
  expect(asked).toEqual(whole.filter((question) => !question.startsWith('probe')));
  expect(statuses(report)).toMatchObject({ 'start-command': 'failed', serve: 'blocked' });
});

test('after a failed build nothing more is asked', async () => {
  const failed: BuildOutcome = {
    kind: 'failed',
    message: 'it failed',
    line: 6,
    exitCode: 1,
    builder: 'buildkit',
    log: [],
    durationMs: 1,
  };
  const report = await verify({ answers: { build: () => Promise.resolve(failed) } });
  expect(asked).toEqual(['open', 'build', 'close']);
  expect(report).not.toHaveProperty('image');
  expect(statuses(report)).toMatchObject({
    'build-image': 'failed',
    'tag-image': 'blocked',
    'tag-version': 'blocked',
    serve: 'blocked',
  });
});

describe('the kit’s own trouble', () => {
  test('no engine: static steps are judged, the others say why not', async () => {
    const noEngine = Object.assign(new Error('No engine answered.'), { help: 'Install one.' });
    const report = await verify({ open: () => Promise.reject(noEngine) });
    expect(asked).toEqual(['open']);
    expect(report.outcome).toBe('error');
    expect(statuses(report)).toMatchObject({ 'start-command': 'passed', 'build-image': 'error' });
    for (const step of report.steps.slice(firstOfEngine)) {
      expect(step).toMatchObject({
        status: 'error',
        reason: 'No engine answered.',
        help: 'Install one.',
      });
    }
  });

  test('an engine that dies half-way: what it told before stands', async () => {
    const report = await verify({
      answers: { inspectTag: () => Promise.reject(new Error('connection reset')) },
    });
    expect(asked).toEqual(['open', 'build', 'tag myapp:latest', 'close']);
    expect(statuses(report)).toMatchObject({
      'build-image': 'passed',
      'tag-image': 'error',
      'tag-version': 'error',
      serve: 'error',
    });
    expect(report).toMatchObject({ outcome: 'error', image: { id: 'sha256:1' } });
  });

  test('what cannot be removed is said, and changes no verdict', async () => {
    const report = await verify({ answers: { close: () => Promise.reject(new Error('busy')) } });
    expect(report.outcome).toBe('passed');
    expect(events).toContainEqual({
      kind: 'note',
      text: 'What was made in the engine could not be removed: busy',
    });
  });
});

test('an abort ends it with the reason of the signal, after cleaning up', async () => {
  const controller = new AbortController();
  const stopped = new Error('stopped');
  const run = verify({
    signal: controller.signal,
    answers: {
      build: () => {
        controller.abort(stopped);
        return Promise.reject(new Error('aborted by the signal'));
      },
    },
  });
  await expect(run).rejects.toBe(stopped);
  expect(asked).toEqual(['open', 'build', 'close']);
});

test('an abort after which something stays behind says so', async () => {
  const controller = new AbortController();
  const run = verify({
    signal: controller.signal,
    answers: {
      build: () => {
        controller.abort(new Error('stopped'));
        return Promise.reject(new Error('aborted by the signal'));
      },
      close: () => Promise.reject(new Error('busy')),
    },
  });
  await expect(run).rejects.toThrow('What was made in the engine could not be removed: busy');
});
