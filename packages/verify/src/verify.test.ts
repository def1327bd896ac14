import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Workshop } from '@kit/checker';
import type { ArchiveEntry, BuildOutcome, ProbeOutcome } from '@kit/harness';
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
const config = {
  WorkingDir: '/usr/src/app',
  ExposedPorts: { '8000/tcp': {} },
  Cmd: ['python3', './server.py'],
};

const built: BuildOutcome = {
  kind: 'built',
  imageId: 'sha256:1',
  sizeBytes: 5,
  config,
  layers: [],
  builder: 'buildkit',
  intermediate: [],
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

type Answers = Partial<
  Pick<
    EngineSession,
    'build' | 'findOwnImage' | 'readLayers' | 'readImage' | 'inspectTag' | 'probe' | 'close'
  >
>;

/** Opens an image of these files, contents by path. */
function imageOf(files: Readonly<Record<string, string>>): EngineSession['readImage'] {
  return (use) =>
    use((asked) => {
      const found = Object.entries(files)
        .filter(([name]) => name === asked || name.startsWith(`${asked}/`))
        .map(([name, text]) => entryOf(path.posix.relative(path.posix.dirname(asked), name), text));
      return Promise.resolve(found.length === 0 ? undefined : Readable.from(found));
    });
}

function entryOf(name: string, text: string): ArchiveEntry {
  const size = Buffer.byteLength(text);
  const header = { name, type: 'file', size, mode: 0o644, linkname: '' } as const;
  return { header, content: Readable.from([Buffer.from(text)]) };
}

const appInImage = { '/usr/src/app/requirements.txt': 'flask', '/usr/src/app/server.py': '' };

const layers = [
  { text: 'CMD ["python3"]', sizeBytes: 0, isOfBase: true },
  { text: 'WORKDIR /usr/src/app', sizeBytes: 4, isOfBase: false },
];

const isolation = { profile: 'learner', description: 'Held by little.' } as const;

function sessionWith(answers: Answers): EngineSession {
  const engine = { name: 'Engine', version: '1' } as EngineSession['engine'];
  const { build, findOwnImage, readLayers, readImage, inspectTag, probe, close } = {
    build: () => Promise.resolve(built),
    findOwnImage: () => Promise.resolve({ imageId: 'sha256:1', names: [] }),
    readLayers: () => Promise.resolve(layers),
    readImage: imageOf(appInImage),
    inspectTag: () =>
      Promise.resolve({ kind: 'current', imageId: 'sha256:1', layers: [] } as const),
    probe: () => Promise.resolve(answered),
    close: () => Promise.resolve(),
    ...answers,
  };
  return {
    engine,
    isolation,
    standIn: undefined,
    build: () => (asked.push('build'), build()),
    findOwnImage: () => (asked.push('own image'), findOwnImage()),
    readLayers,
    readImage: (use) => (asked.push('files'), readImage(use)),
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

const whole = [
  ...[
    'open',
    'build',
    'own image',
    'files',
    'tag myapp:latest',
    'tag myapp:version1',
    'probe 8000 /',
    'close',
  ],
];

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
    advice: expect.any(Array) as Report['advice'],
    engine: { name: 'Engine', version: '1' },
    isolation,
    image: { id: 'sha256:1', sizeBytes: 5, config, layers },
    probe: { url: answered.url, status: 200, durationMs: 7 },
  });
  expect(report.advice.map(({ check }) => check)).toEqual([
    ...['requirements-first', 'no-pip-cache', 'tag-of-base', 'own-user', 'health-check'],
  ]);
  expect(events.filter(({ kind }) => kind === 'judged')).toHaveLength(11);
});

test('of a flood of one kind of advice the first are told, and how many more there are', async () => {
  const names = Array.from({ length: 3_000 }, (_, index) => `A${index}=$B${index}`);
  const { advice } = await verify({
    mode: 'static',
    dockerfile: `${solved}ENV ${names.join(' ')}\n`,
  });
  const unset = advice.filter(({ rule }) => rule === 'BuildKit UndefinedVar');
  expect(unset).toHaveLength(20);
  expect(unset.at(-1)?.message).toMatch(/ There are 2980 more like it\.$/);
  expect(advice.length).toBeGreaterThan(20);
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
  const Cmd = ['python3', './app.py'];
  const build = () => Promise.resolve({ ...built, config: { ...config, Cmd } });
  const dockerfile = solved.replace('server.py"]', 'app.py"]');
  const report = await verify({ dockerfile, answers: { build } });
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
    intermediate: [],
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

describe('two witnesses: the plan, and the image that was built', () => {
  const builtWith = (changes: Partial<typeof config>, more: readonly string[] = []) =>
    Promise.resolve({
      ...built,
      config: {
        ...config,
        ...changes,
        Env: ['PATH=/usr/local/bin:/usr/bin', 'PYTHON_VERSION=3.13.5', ...more],
      },
    });
  const packages = '/usr/local/lib/python3.13/site-packages';
  const flask = { [`${packages}/Flask-3.1.0.dist-info/METADATA`]: '' };
  const byMake = solved.replace(/^RUN .*$/m, 'RUN make install');

  test('where they agree nothing is said about it', async () => {
    const readImage = imageOf({ ...appInImage, ...flask });
    const report = await verify({ answers: { build: () => builtWith({}), readImage } });
    expect(report).toMatchObject({ outcome: 'passed' });
    expect(report).not.toHaveProperty('corrections');
  });

  test('what the plan passes and the image refutes fails, and the kit was wrong', async () => {
    const build = () => builtWith({ ExposedPorts: { '80/tcp': {} } } as never);
    const readImage = imageOf({ ...appInImage, ...flask });
    const report = await verify({ answers: { build, readImage } });
    expect(statuses(report)).toMatchObject({ 'expose-port': 'failed', 'build-image': 'passed' });
    expect(report.steps[4]?.diagnostics).toMatchObject([
      {
        check: 'exposes-port',
        message: 'The image exposes port `80`, and the app listens on 8000.',
      },
    ]);
    expect(report).toMatchObject({
      outcome: 'failed',
      corrections: [{ step: 'expose-port', predicted: 'passed', actual: 'failed' }],
    });
  });

  test('what the plan fails and the image has passes, and frees what waited for it', async () => {
    const report = await verify({ dockerfile: solved.replace('server.py"]', 'app.py"]') });
    expect(asked).toEqual(whole);
    expect(report).toMatchObject({
      outcome: 'passed',
      corrections: [{ step: 'start-command', predicted: 'failed', actual: 'passed' }],
    });
    expect(events.filter(({ kind }) => kind === 'judged')).toHaveLength(12);
  });

  test('a file that the image does not have', async () => {
    const readImage = imageOf({ '/usr/src/app/requirements.txt': 'flask' });
    const report = await verify({ answers: { readImage } });
    expect(statuses(report)).toMatchObject({
      'copy-files': 'failed',
      'install-dependencies': 'blocked',
      'build-image': 'blocked',
    });
    expect(report).toMatchObject({
      corrections: [{ step: 'copy-files', predicted: 'passed', actual: 'failed' }],
    });
  });

  test('a file that a script of the build changed is the learner’s file still', async () => {
    const readImage = imageOf({ ...appInImage, '/usr/src/app/server.py': 'import os' });
    const report = await verify({ answers: { readImage } });
    expect(report).toMatchObject({ outcome: 'passed' });
  });

  test('what only a build can tell, the packages in the image tell', async () => {
    const readImage = imageOf({ ...appInImage, ...flask });
    const report = await verify({
      dockerfile: byMake,
      answers: { build: () => builtWith({}), readImage },
    });
    expect(report).toMatchObject({ outcome: 'passed' });
    expect(statuses(report)).toMatchObject({ 'install-dependencies': 'passed' });
    expect(report).not.toHaveProperty('corrections');
  });

  test('what only a run can tell, the answer of the container tells', async () => {
    const dockerfile = solved.replace(/^CMD .*$/m, 'CMD ["flask", "--app", "server", "run"]');
    const build = () => builtWith({ Cmd: ['flask', '--app', 'server', 'run'] });
    const readImage = imageOf({ ...appInImage, ...flask });
    const passed = await verify({ dockerfile, answers: { build, readImage } });
    expect(statuses(passed)).toMatchObject({ 'start-command': 'passed', serve: 'passed' });
    expect(passed).not.toHaveProperty('corrections');
    const probe = () => Promise.resolve({ ...answered, body: 'Another page' });
    const failed = await verify({ dockerfile, answers: { build, readImage, probe } });
    expect(statuses(failed)).toMatchObject({ 'start-command': 'skipped', serve: 'failed' });
  });

  test('packages that are not there', async () => {
    const pip = { [`${packages}/pip-25.1.dist-info/METADATA`]: '' };
    const readImage = imageOf({ ...appInImage, ...pip });
    const report = await verify({
      dockerfile: byMake,
      answers: { build: () => builtWith({}), readImage },
    });
    expect(report.steps[5]).toMatchObject({ status: 'failed' });
    expect(report.steps[5]?.diagnostics).toEqual([
      {
        check: 'installs-requirements',
        message: 'The built image does not have `flask`, which `requirements.txt` names.',
        why: `Python looks for packages in \`${packages}\`. What is not there the app cannot import.`,
        help: 'Write `RUN pip install -r requirements.txt`.',
        docs: 'https://pip.pypa.io/en/stable/cli/pip_install/',
      },
    ]);
  });

  test('packages that may lie elsewhere leave it open', async () => {
    const report = await verify({
      dockerfile: byMake,
      answers: { build: () => builtWith({}, ['PYTHONPATH=/opt/packages']) },
    });
    expect(statuses(report)).toMatchObject({ 'install-dependencies': 'skipped' });
  });

  test('files that cannot be read leave the plan’s word', async () => {
    const readImage = () => Promise.reject(new Error('no space left'));
    const report = await verify({ answers: { readImage } });
    expect(report.outcome).toBe('passed');
    expect(events).toContainEqual({
      kind: 'note',
      text: 'What is in the image could not be read: no space left',
    });
  });

  test.each([
    { at: 5, says: 'an instruction that the plan knows', corrections: 1 },
    { at: 6, says: 'a RUN', corrections: 0 },
    { at: 1, says: 'a base image', corrections: 0 },
  ])('the engine refuses $says', async ({ at, corrections }) => {
    const refused: BuildOutcome = {
      kind: 'failed',
      message: 'refused',
      line: at,
      builder: 'buildkit',
      intermediate: [],
      log: [],
      durationMs: 1,
    };
    const report = await verify({ answers: { build: () => Promise.resolve(refused) } });
    expect(statuses(report)).toMatchObject({ 'build-image': 'failed' });
    expect(report.corrections ?? []).toEqual(
      Array(corrections).fill({ step: 'build-image', predicted: 'passed', actual: 'failed' }),
    );
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
    expect(asked).toEqual(['open', 'build', 'own image', 'files', 'tag myapp:latest', 'close']);
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
