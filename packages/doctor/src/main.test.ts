import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, chmod } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nobodyListens, serve, serveSilence } from './fixture.ts';
import type { DoctorReport } from './report.ts';
import { checksOf, runDoctor } from './run-doctor.ts';

/** The command itself; all that it asks of the Internet ends at a proxy on this machine. */
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'doctor-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Looks at nothing but this machine. */
async function offline(more: NodeJS.ProcessEnv = {}): Promise<NodeJS.ProcessEnv> {
  const { url } = await nobodyListens();
  return {
    HTTPS_PROXY: url,
    https_proxy: url,
    NO_PROXY: '',
    no_proxy: '',
    DOCKER_HOST: `unix://${folder}/none.sock`,
    ...more,
  };
}

const json = ['--format', 'json'];

describe('what is not understood: one line, exit code 2', () => {
  test.each([
    [
      ['--formt=json'],
      'Unknown option `--formt`. Did you mean `--format`? `pnpm run doctor --help` shows them all.',
    ],
    [['here'], '`pnpm run doctor` takes options only, and was given `here`.'],
    [
      ['--output', '/nowhere/doctor.json'],
      'The report cannot be written to `/nowhere/doctor.json`: its folder does not exist. Give another file to `--output`.',
    ],
  ])('%j', async (args, message) => {
    const ended = await runDoctor(args);
    expect(ended).toMatchObject({ exitCode: 2, stdout: '', stderr: `${message}\n` });
  });
});

test('--help explains, exit code 0', async () => {
  const ended = await runDoctor(['--help']);
  expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
  expect(ended.stdout).toContain('--format NAME              how it is told: terminal, json\n');
});

test('an engine that is not there: exit code 2, told in ASCII where only that comes out right', async () => {
  const ended = await runDoctor(['--no-color'], { env: await offline({ LC_ALL: 'C' }) });
  expect(ended).toMatchObject({ exitCode: 2, stderr: '' });
  expect(ended.stdout).toMatch(/^[\n\x20-\x7e]*$/);
  expect(ended.stdout).toMatch(/\n {2}x not ok {3}Engine {10}No container engine answers at\n/);
  expect(ended.stdout).toContain('Next: mend what is not ok, from the top (Engine first)');
});

test('--output takes the report, and nothing else is said', async () => {
  const file = path.join(folder, 'doctor.json');
  const ended = await runDoctor([...json, '--output', 'doctor.json'], {
    env: await offline({ INIT_CWD: folder }),
  });
  expect(ended).toMatchObject({ exitCode: 2, stdout: '', stderr: '' });
  const checks = checksOf({ ...ended, stdout: await readFile(file, 'utf8') });
  expect(checks).toMatchObject({
    engine: {
      status: 'not ok',
      found: `No container engine answers at unix://${folder}/none.sock, which DOCKER_HOST names.`,
      remedy: {
        text: 'Start that engine, or run `unset DOCKER_HOST` to use the one of this machine.',
      },
    },
    socket: { status: 'unknown', found: 'There is no socket to try.' },
    buildkit: { status: 'unknown' },
    disk: { status: 'unknown' },
    'base-image': {
      status: 'not ok',
      found: 'python:3-alpine is not here, and Docker Hub refuses the connection.',
    },
    'python-index': { status: 'not ok', found: 'pypi.org refuses the connection.' },
    proxy: { status: 'not ok' },
    clock: { status: 'unknown' },
    node: { status: 'ok', found: process.versions.node },
  });
});

test('without an engine no attack can be made: exit code 2, and the one thing to do', async () => {
  const ended = await runDoctor(['--profile', 'grade', ...json], { env: await offline() });
  expect(ended).toMatchObject({ exitCode: 2, stderr: '' });
  const report = JSON.parse(ended.stdout) as DoctorReport;
  expect(report).toEqual({
    schema: 'workshop/doctor/v1',
    system: expect.any(String) as unknown,
    outcome: 'not ok',
    checks: [
      {
        id: 'engine',
        title: 'Engine',
        status: 'not ok',
        found: `No container engine answers at unix://${folder}/none.sock, which DOCKER_HOST names.`,
        remedy: {
          text: 'Start that engine, or run `unset DOCKER_HOST` to use the one of this machine.',
        },
      },
    ],
  });
});

describe('within five seconds', () => {
  test('engine and network keep silent', async () => {
    await using silence = await serveSilence();
    const env = await offline({
      HTTPS_PROXY: silence.url,
      https_proxy: silence.url,
      DOCKER_HOST: `tcp://${silence.host}`,
    });
    const ended = await runDoctor(json, { env });
    expect(ended.exitCode).toBe(2);
    expect(checksOf(ended)).toMatchObject({
      engine: { status: 'not ok' },
      proxy: { status: 'not ok', found: `\`${silence.url}\` does not answer.` },
      'python-index': { status: 'not ok', found: 'pypi.org does not answer.' },
      'base-image': {
        status: 'not ok',
        found: 'python:3-alpine is not here, and Docker Hub does not answer.',
      },
      architecture: { status: 'unknown' },
      clock: { status: 'unknown' },
    });
    // Five on a machine that has nothing else to do.
    expect(ended.seconds).toBeLessThan(15);
  });
});

test('a socket that may not be used', async () => {
  const socket = path.join(folder, 'closed.sock');
  const server = createServer().listen(socket);
  await once(server, 'listening');
  await chmod(socket, 0o000);
  const env = await offline({ DOCKER_HOST: `unix://${socket}` });
  const ended = await runDoctor(json, { env, boundByPermissions: true });
  server.close();
  const { engine, socket: rights } = checksOf(ended);
  expect(engine).toMatchObject({ status: 'not ok' });
  expect(rights).toMatchObject({ status: 'not ok' });
  expect(rights?.found).toMatch(
    /^You may not use `.*closed\.sock`, which belongs to the group `.+`\.$/,
  );
  expect(rights?.remedy?.command).toMatch(/^(newgrp|sudo (usermod|addgroup)) /);
});

test('what a proxy answers steers no terminal', async () => {
  await using proxy = await serve(
    () => undefined,
    (_, socket) => socket.end('HTTP/1.1 403 \u001b[2J\u202eno\r\n\r\n'),
  );
  const env = await offline({ HTTPS_PROXY: proxy.url, https_proxy: proxy.url });
  const ended = await runDoctor([], { env });
  expect(ended.exitCode).toBe(2);
  expect(ended.stdout).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
  expect(ended.stdout).toContain('is not let through by the proxy');
});

test.skipIf(!existsSync('/dev/full'))('a full disk for the report: exit code 2', async () => {
  const ended = await runDoctor([...json, '--output', '/dev/full'], { env: await offline() });
  expect(ended).toMatchObject({
    exitCode: 2,
    stdout: '',
    stderr:
      'The report cannot be written to `/dev/full`: the disk is full. Give another file to `--output`.\n',
  });
});
