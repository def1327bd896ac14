import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from './report.ts';
import { runVerify } from './run-verify.ts';
import type { Surroundings } from './run-verify.ts';

/** Every way to call `pnpm verify` wrongly, through the command itself. */
let folder = '';
const at = (name: string) => path.join(folder, name);
const anybody: Surroundings = { boundByPermissions: true };

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bad-input-'));
  await chmod(folder, 0o755);
});
afterAll(async () => {
  await chmod(at('closed'), 0o755).catch(() => undefined);
  await rm(folder, { recursive: true });
});

async function verify(args: readonly string[], surroundings: Surroundings = {}) {
  const ended = await runVerify(args, { cwd: folder, ...surroundings });
  expect(ended.stdout + ended.stderr).not.toMatch(/^\s+at |node:internal|\w+\.ts:\d+/m);
  return ended;
}

/** A second `/dev/zero`: a reader that waits for its end waits for ever. */
function makeDevice(file: string): void {
  execFileSync('mknod', [file, 'c', '1', '5'], { stdio: 'ignore' });
}

/** Root may, but for many containers. */
function mayMakeDevices(): boolean {
  const folder = mkdtempSync(path.join(tmpdir(), 'device-'));
  try {
    makeDevice(path.join(folder, 'zero'));
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('cannot be understood: one line, exit code 2', () => {
  test.each([
    [
      ['--statik'],
      'Unknown option `--statik`. Did you mean `--static`? `pnpm verify --help` shows them all.',
    ],
    [['--format', 'jsn'], 'There is no format `jsn`. Did you mean `json`?'],
    [
      ['--workshop', 'containerise-python'],
      'There is no workshop `containerise-python`. Did you mean `containerize-python`?',
    ],
    [
      ['--workshop', '../packages'],
      'There is no workshop `../packages`. There are `containerize-python`, `multi-stage-node`.',
    ],
    [['a', 'b'], '`pnpm verify` judges one folder, and was given 2: `a`, `b`.'],
  ])('%j', async (args, message) => {
    expect(await verify(args)).toEqual({ exitCode: 2, stdout: '', stderr: `${message}\n` });
  });

  test('--help explains, exit code 0', async () => {
    const ended = await verify(['--help']);
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ended.stdout).toContain('pnpm verify --static [DIR]');
  });
});

describe('no folder to read: one line, exit code 2', () => {
  test('missing', async () => {
    expect(await verify(['--static', 'nowhere'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        'There is no folder `nowhere`. Give the folder that holds the Dockerfile, for example `pnpm verify apps/python-server`.\n',
    });
  });

  test('a file', async () => {
    await writeFile(at('file'), 'FROM scratch');
    expect(await verify(['--static', 'file'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        '`file` is a file. Give the folder that holds the Dockerfile, for example `pnpm verify apps/python-server`.\n',
    });
  });

  test('unreadable', async () => {
    await mkdir(at('closed'), { mode: 0o000 });
    expect(await verify(['--static', 'closed'], anybody)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        "You are not allowed to read the folder `closed`. Let yourself in: `chmod u+rx 'closed'`.\n",
    });
  });

  test('the caller stands in a folder that is gone', async () => {
    const ended = await verify(['--static'], { cwd: at('gone') });
    expect(ended).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `The folder you stand in, \`${at('gone')}\`, cannot be entered. Go to another one with \`cd\`.\n`,
    });
  });
});

describe('no Dockerfile that can be read: judged, exit code 1', () => {
  const cases: (readonly [string, () => Promise<void> | void, string, string])[] = [
    ['empty', () => undefined, 'This folder has no file named `Dockerfile`.', 'nothing'],
    [
      'lower-case',
      () => writeFile(at('lower-case/dockerfile'), 'FROM python:3-alpine'),
      'This folder has no file named `Dockerfile`; there is `dockerfile`.',
      'other-name',
    ],
    [
      'with-extension',
      () => writeFile(at('with-extension/Dockerfile.txt'), 'FROM python:3-alpine'),
      'This folder has no file named `Dockerfile`; there is `Dockerfile.txt`.',
      'other-name',
    ],
    [
      'folder',
      async () => {
        await mkdir(at('folder/Dockerfile'));
      },
      '`Dockerfile` cannot be read as a Dockerfile. It is a folder.',
      'unusable',
    ],
    [
      'link-out',
      () => symlink('/etc/passwd', at('link-out/Dockerfile')),
      '`Dockerfile` cannot be read as a Dockerfile. It is a link to a file outside this folder.',
      'unusable',
    ],
    [
      'fifo',
      () => void execFileSync('mkfifo', [at('fifo/Dockerfile')]),
      '`Dockerfile` cannot be read as a Dockerfile. It is a pipe, socket or device, not a regular file.',
      'unusable',
    ],
    [
      'binary',
      () => writeFile(at('binary/Dockerfile'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3])),
      '`Dockerfile` cannot be read as a Dockerfile. It holds NUL bytes: it is no text.',
      'unusable',
    ],
    [
      'utf-16',
      () => writeFile(at('utf-16/Dockerfile'), '\ufeffFROM python:3-alpine\n', 'utf16le'),
      '`Dockerfile` cannot be read as a Dockerfile. It is saved as UTF-16 ("Unicode").',
      'unusable',
    ],
    [
      'large',
      () => writeFile(at('large/Dockerfile'), 'FROM python:3-alpine\n'.repeat(500_000)),
      '`Dockerfile` cannot be read as a Dockerfile. It is larger than 1 MiB.',
      'unusable',
    ],
  ];
  if (mayMakeDevices()) {
    cases.push([
      'device',
      () => makeDevice(at('device/Dockerfile')),
      '`Dockerfile` cannot be read as a Dockerfile. It is a pipe, socket or device, not a regular file.',
      'unusable',
    ]);
  }

  test.each(cases)('%s', async (name, make, message, found) => {
    await mkdir(at(name));
    await make();
    await expectFirstFailure(name, message, found);
  });

  test('unreadable', async () => {
    await mkdir(at('closed-file'));
    await writeFile(at('closed-file/Dockerfile'), 'FROM python:3-alpine', { mode: 0o000 });
    await expectFirstFailure(
      'closed-file',
      '`Dockerfile` cannot be read as a Dockerfile. You are not allowed to read it.',
      'unusable',
      anybody,
    );
  });

  async function expectFirstFailure(
    name: string,
    message: string,
    found: string,
    surroundings: Surroundings = {},
  ) {
    const ended = await verify(['--static', '--format', 'json', name], surroundings);
    expect(ended).toMatchObject({ exitCode: 1, stderr: '' });
    const report = JSON.parse(ended.stdout) as Report;
    expect(report).toMatchObject({ outcome: 'failed', submission: { directory: name, found } });
    expect(report.steps[0]).toMatchObject({ status: 'failed', diagnostics: [{ message }] });
    expect(report.plan).toMatchObject({ error: { message } });
  }
});

describe('nowhere to write the report: exit code 2', () => {
  test('--output to a folder that is missing', async () => {
    await mkdir(at('some'), { recursive: true });
    expect(await verify(['--static', '--output', 'missing/report.json', 'some'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        'The report cannot be written to `missing/report.json`: its folder does not exist. Give another file to `--output`.\n',
    });
  });

  if (existsSync('/dev/full')) {
    test('--output to a full disk', async () => {
      await mkdir(at('some'), { recursive: true });
      expect(await verify(['--static', '--output', '/dev/full', 'some'])).toEqual({
        exitCode: 2,
        stdout: '',
        stderr:
          'The report cannot be written to `/dev/full`: the disk is full. Give another file to `--output`.\n',
      });
    });
  }

  test.each(['Dockerfile', 'server.py', '.dockerignore', 'elsewhere'])(
    "--output to the learner's own file, %s: it is kept",
    async (name) => {
      await rm(at('mine'), { recursive: true, force: true });
      await mkdir(at('mine'));
      await writeFile(at(`mine/${name}`), 'my work');
      await symlink('Dockerfile', at('mine/link')).catch(() => undefined);
      if (name === 'elsewhere') await symlink('elsewhere', at('mine/Dockerfile'));
      const shown = name === 'Dockerfile' ? 'mine/link' : `mine/${name}`;
      expect(await verify(['--static', '--output', shown, 'mine'])).toEqual({
        exitCode: 2,
        stdout: '',
        stderr: `The report cannot be written to \`${shown}\`: it is a file of the folder that is judged. Give another file to \`--output\`.\n`,
      });
      expect(await readFile(at(`mine/${name}`), 'utf8')).toBe('my work');
    },
  );

  test('--output beside the Dockerfile, again and again', async () => {
    await mkdir(at('beside'));
    await writeFile(at('beside/Dockerfile'), 'FROM python:3-alpine');
    for (const format of ['json', 'terminal', 'json']) {
      const args = ['--static', '--format', format, '--output', 'beside/report', 'beside'];
      expect(await verify(args)).toEqual({ exitCode: 1, stdout: '', stderr: '' });
    }
  });

  if (existsSync('/dev/full')) {
    test.each([['--nope'], ['--static', '/nonexistent']])(
      'nor what is wrong with %j',
      async (...args) => {
        const full = openSync('/dev/full', 'w');
        const ended = await verify(args, { stderr: full });
        closeSync(full);
        expect(ended).toEqual({ exitCode: 2, stdout: '', stderr: '' });
      },
    );
  }

  test('a reader who goes away is no error', async () => {
    await mkdir(at('some'), { recursive: true });
    const ended = await verify(['--static', 'some'], {
      onStart: (child) => child.stdout?.destroy(),
    });
    expect(ended).toEqual({ exitCode: 1, stdout: '', stderr: '' });
  });
});
