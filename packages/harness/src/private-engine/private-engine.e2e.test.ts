import { spawn } from 'node:child_process';
import { existsSync, globSync, readlinkSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openArchives } from './archives.ts';
import { readSubnet } from './daemon-config.ts';
import { askEngine } from './engine-api.ts';
import {
  canHostPrivateEngine,
  privateEngineStatus,
  startPrivateEngine,
  stopPrivateEngine,
} from './index.ts';
import { privateEngineLayout } from './layout.ts';
import { distributionOfThisMachine } from './machine.ts';
import { programEnvironment, programPath } from './programs.ts';
import { runCommand } from './run-command.ts';
import { findDaemon } from './stop-daemon.ts';
import { usualStandIn } from './stand-ins/index.ts';
import { makeStandInImage, standInLabel } from './stand-in-image.ts';

const verdict = await canHostPrivateEngine();
const notRun = verdict.possible ? '' : ` (not run here: ${verdict.reason})`;

describe.skipIf(!verdict.possible)(`the private engine${notRun}`, () => {
  let folder: string;
  const environment = process.env.WORKSHOP_ENGINE_HOME;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'private-engine-'));
    process.env.WORKSHOP_ENGINE_HOME = path.join(folder, 'engine');
  });

  afterAll(async () => {
    process.env.WORKSHOP_ENGINE_HOME = path.join(folder, 'engine');
    await stopPrivateEngine({ purge: true });
    await rm(folder, { recursive: true });
    if (environment === undefined) delete process.env.WORKSHOP_ENGINE_HOME;
    else process.env.WORKSHOP_ENGINE_HOME = environment;
  });

  test('before there is one', async () => {
    expect(await privateEngineStatus()).toEqual({ state: 'absent' });
    expect(await stopPrivateEngine()).toBe('was-not-running');
  });

  test('stopped while it unpacks, it leaves nothing half done', async () => {
    const { home, lock } = privateEngineLayout();
    const controller = new AbortController();
    const reason = new Error('Enough.');
    const started = startPrivateEngine({
      signal: controller.signal,
      onProgress: (text) => {
        if (text.startsWith('Unpacking')) controller.abort(reason);
      },
    });
    await expect(started).rejects.toBe(reason);
    expect(globSync('*', { cwd: home })).toEqual([path.basename(lock)]);
  });

  test('two at once start one engine', async () => {
    const { address } = privateEngineLayout();
    expect(await Promise.all([startPrivateEngine(), startPrivateEngine()])).toEqual([
      { address },
      { address },
    ]);
    expect(await privateEngineStatus()).toMatchObject({ state: 'running', address });
  });

  test('with the stand-in, an unchanged Dockerfile builds without any network', async () => {
    const layout = privateEngineLayout();
    const archives = openArchives(layout, await distributionOfThisMachine());
    await makeStandInImage(layout, archives, usualStandIn);
    const context = path.join(folder, 'context');
    await mkdir(context);
    await writeFile(path.join(context, 'requirements.txt'), 'flask~=3.1\n');
    await writeFile(
      path.join(context, 'Dockerfile'),
      `FROM docker.io/library/python:3-alpine AS packages
COPY requirements.txt ./
RUN pip install -q --prefix=/install -r requirements.txt
RUN python -m venv /venv && /venv/bin/pip install -qr requirements.txt
FROM python:3-alpine AS carried
COPY --from=packages /install /usr/local
COPY --from=packages /venv /venv
RUN python -c 'import flask' && /venv/bin/python -c 'import flask' && touch /carried
FROM python:3-alpine
COPY --from=carried /carried ./
RUN adduser -D -H somebody
WORKDIR /usr/src/app
COPY requirements.txt ./
RUN test -z "$(pip install -qr requirements.txt 2>&1)"
USER somebody
RUN python -c 'import flask, markupsafe._speedups, ssl, sqlite3, zoneinfo' && pip3 --version
CMD ["python3", "-m", "http.server", "8000"]
`,
    );
    await build(layout.socket, context, 'offline');
    const image = await inspectImage(layout.socket, 'offline');
    expect(image.Config).toMatchObject({
      Cmd: ['python3', '-m', 'http.server', '8000'],
      Labels: { [standInLabel]: 'python:3-alpine' },
    });
    expect(await privateEngineStatus()).toMatchObject({ standIn: true });
    await rm(layout.downloads, { recursive: true });
  });

  test('it brings Docker’s own command, which builds with BuildKit', async () => {
    const docker = path.join(privateEngineLayout().commands, 'docker');
    const context = path.join(folder, 'by-hand');
    await mkdir(context);
    await writeFile(path.join(context, 'Dockerfile'), 'FROM scratch\nCOPY <<EOF /a\na\nEOF\n');
    await runCommand(docker, ['build', '--quiet', '--tag', 'by-hand', context]);
    expect(await runCommand(docker, ['images', '--format', '{{.Repository}}', 'by-hand'])).toBe(
      'by-hand\n',
    );
  });

  test('a published port answers', async () => {
    const { socket } = privateEngineLayout();
    const created = await post(socket, '/containers/create?name=web', {
      Image: 'offline',
      ExposedPorts: { '8000/tcp': {} },
      HostConfig: {
        PortBindings: { '8000/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] },
        Init: true,
        Memory: 128 * 1024 * 1024,
        PidsLimit: 64,
      },
    });
    const { Id } = JSON.parse(created) as { readonly Id: string };
    await post(socket, `/containers/${Id}/start`);
    const { NetworkSettings } = JSON.parse(
      await askEngine(socket, { path: `/containers/${Id}/json` }),
    ) as {
      readonly NetworkSettings: {
        readonly Ports: Readonly<Record<string, readonly { readonly HostPort: string }[]>>;
      };
    };
    const port = NetworkSettings.Ports['8000/tcp']?.[0]?.HostPort ?? '';
    await expect
      .poll(() => fetch(`http://127.0.0.1:${port}/`).then(({ status }) => status, String), {
        timeout: 10_000,
      })
      .toBe(200);
  });

  test('frozen, it is told from one that does not run', async () => {
    const daemon = (await findDaemon(privateEngineLayout())) ?? 0;
    process.kill(daemon, 'SIGSTOP');
    try {
      expect(await privateEngineStatus({ ms: 500 })).toEqual({ state: 'silent' });
    } finally {
      process.kill(daemon, 'SIGCONT');
    }
  });

  test('killed, it takes its containers with it, and starts again with its images', async () => {
    const layout = privateEngineLayout();
    await post(layout.socket, '/networks/create', { Name: 'of-a-learner' });
    const daemon = await findDaemon(layout);
    process.kill(daemon ?? 0, 'SIGKILL');
    await expect.poll(() => processesOf(layout.home)).toEqual([]);
    expect(await privateEngineStatus()).toEqual({ state: 'stopped' });

    await startPrivateEngine();
    expect(await privateEngineStatus()).toMatchObject({ state: 'running', standIn: true });
    const image = await inspectImage(layout.socket, 'offline');
    expect(image.Id).toMatch(/^sha256:/);
  });

  test('down, with a container running, leaves no trace on the machine', async () => {
    const layout = privateEngineLayout();
    await post(layout.socket, '/containers/web/start');
    const bridge = `/sys/class/net/${layout.name}`;
    expect(existsSync(bridge)).toBe(true);

    expect(await stopPrivateEngine()).toBe('stopped');
    expect(await privateEngineStatus()).toEqual({ state: 'stopped' });
    expect(await stopPrivateEngine()).toBe('was-not-running');

    expect(await processesOf(layout.home)).toEqual([]);
    expect(openFilesIn(layout.home)).toEqual([]);
    expect(await readFile('/proc/self/mountinfo', 'utf8')).not.toContain(layout.home);
    expect(existsSync(bridge)).toBe(false);
    expect(await readFile('/proc/net/route', 'utf8')).not.toContain(
      await subnetInHex(layout.config),
    );
    const tables = programPath(layout, 'xtables-nft-multi');
    const env = programEnvironment(layout);
    expect(await runCommand(tables, ['iptables-save'], { env })).not.toContain(layout.name);
    expect(globSync(`/sys/fs/cgroup/{,*/}${layout.name}`)).toEqual([]);
    expect(existsSync(layout.run)).toBe(false);
  });

  test('its addresses taken by another engine meanwhile, it takes others', async () => {
    const layout = privateEngineLayout();
    const before = (await readSubnet(layout)) ?? '';
    const ip = (...args: readonly string[]) =>
      runCommand(programPath(layout, 'busybox'), ['ip', ...args]);
    const other = 'wkit-taken';
    await ip('link', 'add', 'name', other, 'type', 'bridge');
    try {
      await ip('addr', 'add', `${before}.0.1/24`, 'dev', other);
      await ip('link', 'set', other, 'up');
      await startPrivateEngine();
      const after = (await readSubnet(layout)) ?? '';
      const answer = await askEngine(layout.socket, { path: '/networks/bridge' });
      expect(after).not.toBe(before);
      expect(JSON.parse(answer)).toMatchObject({
        IPAM: { Config: [{ Subnet: `${after}.0.0/24`, Gateway: `${after}.0.1` }] },
      });
    } finally {
      await stopPrivateEngine();
      await ip('link', 'delete', other);
    }
  });

  test('a daemon that does not come up is told of with the end of its log', async () => {
    const layout = privateEngineLayout();
    const dockerd = programPath(layout, 'dockerd');
    await cp(dockerd, `${dockerd}.kept`);
    await writeFile(dockerd, '#!/bin/sh\necho "level=fatal msg=\\"no luck\\""\nexit 1\n');
    await chmod(dockerd, 0o755);
    try {
      await expect(startPrivateEngine()).rejects.toMatchObject({
        message:
          'The private engine did not start: it ended at once. The end of its log:\n  no luck',
        help: `All of its log is in ${layout.log}; \`pnpm engine down\` clears what is left.`,
      });
      expect(existsSync(`/sys/class/net/${layout.name}`)).toBe(false);
    } finally {
      await cp(`${dockerd}.kept`, dockerd);
    }
  });

  test('purged, it is gone', async () => {
    const { home } = privateEngineLayout();
    await stopPrivateEngine({ purge: true });
    expect(existsSync(home)).toBe(false);
  });
});

async function build(socket: string, context: string, tag: string): Promise<void> {
  const tar = spawn('tar', ['--create', '--directory', context, '.'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const answer = await askEngine(socket, {
    method: 'POST',
    path: `/build?version=2&networkmode=none&t=${tag}`,
    body: tar.stdout,
    timeoutMs: 60_000,
  });
  expect(answer).not.toContain('"errorDetail"');
}

async function inspectImage(
  socket: string,
  reference: string,
): Promise<{ readonly Id: string; readonly Config: unknown }> {
  const answer = await askEngine(socket, { path: `/images/${reference}/json` });
  return JSON.parse(answer) as { readonly Id: string; readonly Config: unknown };
}

async function post(socket: string, path: string, body: unknown = {}): Promise<string> {
  return askEngine(socket, { method: 'POST', path, json: body });
}

/** What a process of the engine has on its command line, or its environment. */
async function processesOf(home: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const file of globSync('/proc/[0-9]*/{cmdline,environ}')) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text.includes(`${home}/`)) found.push(`${file}: ${text.replaceAll('\0', ' ')}`);
  }
  return found;
}

function openFilesIn(home: string): readonly string[] {
  return globSync('/proc/[0-9]*/fd/*').filter((link) => {
    try {
      return readlinkSync(link).startsWith(`${home}/`);
    } catch {
      return false;
    }
  });
}

/** As /proc/net/route would show it. */
async function subnetInHex(config: string): Promise<string> {
  const [, first, second] = /"base": "(\d+)\.(\d+)\./.exec(await readFile(config, 'utf8')) ?? [];
  return Buffer.from([Number(second), Number(first)])
    .toString('hex')
    .toUpperCase();
}
