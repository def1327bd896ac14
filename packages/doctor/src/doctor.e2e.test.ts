import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { obtainEngine, ownLabels, privateEngineLayout } from '@kit/harness/find';
import type { Engine } from '@kit/harness/find';
import { beforeAll, describe, expect, test } from 'vitest';
import { disk } from './checks/disk.ts';
import { port } from './checks/port.ts';
import { lookForEngine } from './engine.ts';
import { machineWith, nobodyListens } from './fixture.ts';
import { checksOf, runDoctor } from './run-doctor.ts';
import { storeSomething } from './store-something.ts';

/** `pnpm run doctor` with the engine of this machine. */
const namedByUser = process.env.DOCKER_HOST;
const { signal } = new AbortController();
let engine: Engine;

beforeAll(async () => {
  engine = await obtainEngine();
  if (namedByUser === undefined) delete process.env.DOCKER_HOST;
});

async function doctor() {
  const { url } = await nobodyListens();
  const env = { HTTPS_PROXY: url, https_proxy: url, NO_PROXY: '', no_proxy: '' };
  return runDoctor(['--format', 'json'], { env });
}

test('the engine that runs is found, and asked', async () => {
  const ended = await doctor();
  const { name, version, address, hasBuildKit } = engine;
  expect(checksOf(ended)).toMatchObject({
    engine: { status: 'ok', found: `${name} ${version}, at ${address}` },
    socket: { status: 'ok' },
    buildkit: hasBuildKit ? { status: 'ok', found: 'It builds with BuildKit.' } : { status: 'ok' },
    disk: { status: 'ok' },
    proxy: { status: 'not ok' },
  });
  expect(ended).toMatchObject({ exitCode: 2, stderr: '' });
});

test('a stand-in needs neither registry nor index', async () => {
  if (engine.standIn === undefined) return;
  expect(checksOf(await doctor())).toMatchObject({
    'base-image': {
      status: 'ok',
      found: expect.stringMatching(/^python:3-alpine is a stand-in here/) as string,
    },
    'python-index': { status: 'ok', found: expect.stringMatching(/^It is not asked/) as string },
    architecture: { status: 'ok' },
  });
});

test('what holds strangers’ files is attacked', async () => {
  const ended = await runDoctor(['--profile', 'grade', '--format', 'json']);
  const found = Object.entries(checksOf(ended)).map(([id, { status }]) => `${id}: ${status}`);
  const held = ['memory', 'processes', 'write', 'flood', 'privileges', 'host', 'peer', 'internet'];
  expect(found).toEqual(
    expect.arrayContaining(
      [...held, 'output', 'outstay', ...(engine.isPrivate ? ['run-disk'] : [])].map(
        (id) => `${id}: held`,
      ),
    ),
  );
  if (engine.isPrivate) expect(ended.exitCode).toBe(0);
}, 240_000);

test('what is stored for a try is gone again', async () => {
  const ids = async () => (await engine.client.listImages({ all: true })).map(({ Id }) => Id);
  const before = await ids();
  expect(await storeSomething(engine)).toBeUndefined();
  expect((await ids()).filter((id) => !before.includes(id))).toEqual([]);
});

test('a disk that is not this machine’s is written to', async () => {
  const found = await lookForEngine(signal);
  if (found.kind === 'none') throw found.error;
  const elsewhere = () => Promise.resolve({ ...found, isHere: false });
  expect(await disk.examine(machineWith({ engine: elsewhere }))).toEqual({
    status: 'ok',
    found: 'An image of 32 MB could be stored; how much more fits it does not tell.',
  });
});

test('a container that has the port is named', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address() as AddressInfo;
  server.close();
  const name = `doctor-${randomUUID()}`;
  const container = await engine.client.createContainer({
    name,
    Image: 'python:3-alpine',
    Cmd: ['sleep', '60'],
    ExposedPorts: { '8000/tcp': {} },
    Labels: { ...ownLabels() },
    HostConfig: { PortBindings: { '8000/tcp': [{ HostIp: '127.0.0.1', HostPort: String(free) }] } },
  });
  try {
    await container.start();
    const machine = machineWith({ port: free, engine: () => lookForEngine(signal) });
    expect(await port.examine(machine)).toEqual({
      status: 'not ok',
      found: `It is taken by the container \`${name}\` of the image \`python:3-alpine\`.`,
      remedy: { text: 'Stop it:', command: `docker stop ${name}` },
    });
  } finally {
    await container.remove({ force: true });
  }
});

describe('an engine that has stopped without an end', () => {
  test('is told of, and not waited for', async () => {
    // Only the kit's own is ours to stop.
    const daemon = engine.isPrivate ? daemonOf(privateEngineLayout().config) : undefined;
    if (daemon === undefined) return;
    process.kill(daemon, 'SIGSTOP');
    const ended = await doctor().finally(() => process.kill(daemon, 'SIGCONT'));
    expect(ended.exitCode).toBe(2);
    expect(checksOf(ended)).toMatchObject({
      engine: {
        status: 'not ok',
        found:
          namedByUser === undefined
            ? 'The kit’s private engine is there, and does not answer.'
            : `No container engine answers at ${namedByUser}, which DOCKER_HOST names.`,
        ...(namedByUser === undefined && {
          remedy: {
            text: 'Start it anew, and run the same command again:',
            command: 'npx --yes pnpm@12 engine up',
          },
        }),
      },
      buildkit: { status: 'unknown' },
    });
  });
});

function daemonOf(config: string): number | undefined {
  const files = globSync('/proc/[0-9]*/cmdline');
  const file = files.find((each) => {
    try {
      const [program = '', ...args] = readFileSync(each, 'utf8').split('\0');
      return path.basename(program) === 'dockerd' && args.includes(config);
    } catch {
      return false;
    }
  });
  return file === undefined ? undefined : Number(file.split('/')[2]);
}
