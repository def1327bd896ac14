import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { imageNames, obtainEngine } from '@kit/harness';
import type { Engine } from '@kit/harness';
import { repository } from '@kit/verify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClassReport } from './class-report.ts';

/** `pnpm grade` as a process of its own, with the engine of this machine. */
const namedByUser = process.env.DOCKER_HOST;
const solved = `FROM python:3-alpine
WORKDIR /usr/src/app
COPY . .
EXPOSE 8000
RUN pip install -qr requirements.txt
CMD ["python3", "./server.py"]
`;

const handedIn: Readonly<Record<string, string | undefined>> = {
  ada: solved,
  'ben 10': solved.replace('EXPOSE', '# EXPOSE'),
  'ben 9': solved,
  canned: solved.replace(/CMD.*/, `CMD ["python3", "-m", "http.server", "8000"]`),
  nothing: undefined,
  wrong: solved.replace('requirements.txt\nCMD', 'requirement.txt\nCMD'),
  'zoë <b>': `# Mine\n${solved}`,
};

let engine: Engine;
let folder = '';
const submissions = () => path.join(folder, 'submissions');
const out = () => path.join(folder, 'out');

beforeAll(async () => {
  engine = await obtainEngine();
  folder = await mkdtemp(path.join(tmpdir(), 'grade-'));
  for (const [name, dockerfile] of Object.entries(handedIn)) {
    await handIn(path.join(submissions(), name), dockerfile);
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function handIn(place: string, dockerfile: string | undefined): Promise<void> {
  await mkdir(place, { recursive: true });
  for (const file of ['server.py', 'requirements.txt']) {
    await cp(path.join(repository, 'apps/python-server', file), path.join(place, file));
  }
  if (dockerfile !== undefined) await writeFile(path.join(place, 'Dockerfile'), dockerfile);
}

async function grade(...args: readonly string[]) {
  const program = path.join(repository, 'packages/grader/bin/grade.js');
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, [program, ...args, '--no-color'], {
    cwd: folder,
    env: {
      ...env,
      INIT_CWD: folder,
      CI: '',
      LC_ALL: 'C.UTF-8',
      ...(namedByUser !== undefined && { DOCKER_HOST: namedByUser }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const streams = Promise.all([text(child.stdout), text(child.stderr)]);
  const code = await new Promise<number | null>((resolve) => child.on('exit', resolve));
  const [stdout, stderr] = await streams;
  return { code, stdout, stderr };
}

const containers = () => engine.client.listContainers({ all: true });

test('a class: a report each, an overview, a table, and nothing left in the engine', async () => {
  const before = { images: await imageNames(engine), containers: await containers() };
  const { code, stdout, stderr } = await grade('submissions', '--out', 'out');
  expect(code).toBe(0);
  expect(stdout).toBe('');
  const table = stderr.split('\n').filter((line) => /^ {2}[✔✖]/.test(line));
  expect(table).toEqual([
    '  ✔ ada      passed      12/12',
    '  ✔ ben 9    passed      12/12',
    expect.stringMatching(/^ {2}✖ ben 10 {3}failed {6}11\/12 {2}Expose the port: /),
    expect.stringMatching(/^ {2}✖ canned {3}failed /),
    expect.stringMatching(/^ {2}✖ nothing {2}failed {7}0\/12 {2}Create a Dockerfile: /),
    expect.stringMatching(/^ {2}✖ wrong {4}failed /),
    '  ✔ zoë <b>  passed      12/12',
  ]);
  expect(stderr).toContain('3 passed, 4 failed.');
  expect((await readdir(out())).toSorted()).toEqual([
    '.store',
    'class.csv',
    'class.html',
    'class.json',
    'class.md',
    'learners',
  ]);
  expect((await readdir(path.join(out(), 'learners'))).toSorted()).toEqual([
    'ada',
    expect.stringMatching(/^ben-10-[0-9a-f]{8}$/),
    expect.stringMatching(/^ben-9-[0-9a-f]{8}$/),
    'canned',
    'nothing',
    'wrong',
    expect.stringMatching(/^zoe-b-[0-9a-f]{8}$/),
  ]);
  expect((await readdir(path.join(out(), 'learners/ada'))).toSorted()).toEqual([
    'report.json',
    'report.md',
  ]);
  expect({ images: await imageNames(engine), containers: await containers() }).toEqual(before);
});

test('the same again is there in an instant, and one that changed is graded alone', async () => {
  const again = await grade('submissions', '--out', 'out');
  expect(again).toMatchObject({ code: 0, stdout: '' });
  expect(again.stderr).toContain('Nothing has changed since it was graded.');

  await handIn(path.join(submissions(), 'ada'), solved.replace('8000', '5000'));
  const { code, stdout } = await grade('submissions', '--out', 'out', '--format', 'json');
  expect(code).toBe(0);
  const report = JSON.parse(stdout) as ClassReport;
  expect(report.schema).toBe('workshop/class/v1');
  expect(report.submissions.map(({ name, outcome, known }) => [name, outcome, known])).toEqual([
    ['ada', 'failed', false],
    ['ben 9', 'passed', true],
    ['ben 10', 'failed', true],
    ['canned', 'failed', true],
    ['nothing', 'failed', true],
    ['wrong', 'failed', true],
    ['zoë <b>', 'passed', true],
  ]);

  const diff = await grade('diff', '--out', 'out');
  expect(diff.code).toBe(0);
  expect(diff.stdout).toContain('ada');
  expect(diff.stdout).not.toContain('canned');
});

test('one submission, and its report in a file', async () => {
  const one = path.join(submissions(), 'wrong');
  const args = ['--single', '--format', 'gradescope', '--output', 'results.json'];
  const { code } = await grade(one, ...args, '--out', 'one');
  expect(code).toBe(0);
  const results = JSON.parse(await readFile(path.join(folder, 'results.json'), 'utf8')) as object;
  expect(results).toHaveProperty('tests');
});

test('what cannot be judged is exit code 2, and graded by the same command later', async () => {
  const missing = { name: 'gone', path: 'gone' };
  const file = path.join(folder, 'class.yaml');
  const submission = { name: 'ben', path: 'submissions/ben 9' };
  await writeFile(file, JSON.stringify({ submissions: [submission, missing] }));
  const first = await grade('--manifest', 'class.yaml', '--out', 'manifest');
  expect(first.code).toBe(2);
  expect(first.stderr).toContain('1 passed, 1 could not be judged.');
  await handIn(path.join(folder, 'gone'), solved);
  const second = await grade('--manifest', 'class.yaml', '--out', 'manifest');
  expect(second.code).toBe(0);
  expect(second.stderr).toContain('2 passed.');
});

test('without an engine nothing is graded, and nothing is blamed on anybody', async () => {
  const { DOCKER_HOST } = process.env;
  process.env.DOCKER_HOST = 'unix:///nowhere/docker.sock';
  try {
    await handIn(path.join(folder, 'new/ada'), solved.replace('8000', '9000'));
    const { code, stderr } = await grade('new', '--out', 'none');
    expect(code).toBe(2);
    expect(stderr).toContain('The kit could not judge: No container engine answers');
    expect(await readdir(path.join(folder, 'none'))).toEqual(['.store']);
  } finally {
    if (DOCKER_HOST === undefined) delete process.env.DOCKER_HOST;
    else process.env.DOCKER_HOST = DOCKER_HOST;
  }
});
