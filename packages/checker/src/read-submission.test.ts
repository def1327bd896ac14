import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSubmission, SubmissionError } from './read-submission.ts';

let folder = '';
const at = (...names: readonly string[]) => join(folder, ...names);
const write = (name: string, content: string | Uint8Array = '') => {
  writeFileSync(at(name), content, { mode: 0o644 });
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'submission-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const message = (directory: string) =>
  readSubmission(directory).then(
    () => 'read',
    (error: unknown) => (error instanceof SubmissionError ? error.message : error),
  );

test('reads the Dockerfile, the context and the ignore file', async () => {
  write('Dockerfile', '\uFEFFFROM python:3-alpine\r\n');
  write('.dockerignore', '*.md\n');
  write('server.py', 'print()');
  chmodSync(at('server.py'), 0o755);
  mkdirSync(at('lib'), { mode: 0o755 });
  write('lib/a.py', 'a');
  symlinkSync('server.py', at('link'));
  const submission = await readSubmission(folder);
  expect(submission.dockerfile).toEqual({
    kind: 'text',
    name: 'Dockerfile',
    text: 'FROM python:3-alpine\r\n',
  });
  expect(submission.context).toEqual({
    ignoreFile: { name: '.dockerignore', text: '*.md\n' },
    entries: [
      { path: '.dockerignore', kind: 'file', size: 5, mode: 0o644 },
      { path: 'Dockerfile', kind: 'file', size: 25, mode: 0o644 },
      { path: 'lib', kind: 'directory', size: 0, mode: 0o755 },
      { path: 'lib/a.py', kind: 'file', size: 1, mode: 0o644 },
      { path: 'link', kind: 'symlink', size: 0, mode: 0o777, linkTarget: 'server.py' },
      { path: 'server.py', kind: 'file', size: 7, mode: 0o755 },
    ],
  });
});

test('Dockerfile.dockerignore wins over .dockerignore', async () => {
  write('Dockerfile', 'FROM scratch');
  write('.dockerignore', 'a');
  write('Dockerfile.dockerignore', 'b');
  const { context } = await readSubmission(folder);
  expect(context.ignoreFile).toEqual({ name: 'Dockerfile.dockerignore', text: 'b' });
});

test('does not enter a folder that .dockerignore leaves out', async () => {
  write('Dockerfile', 'FROM scratch');
  write('.dockerignore', 'node_modules\n');
  mkdirSync(at('node_modules', ...Array.from({ length: 70 }, () => 'd')), { recursive: true });
  const { context } = await readSubmission(folder);
  expect(context.entries.map(({ path }) => path)).toEqual([
    '.dockerignore',
    'Dockerfile',
    'node_modules',
  ]);
});

describe('a folder that cannot be judged', () => {
  test('is missing', async () => {
    expect(await message(at('nowhere'))).toBe(
      `There is no folder \`${at('nowhere')}\`. Give the folder that holds the Dockerfile, for example \`pnpm verify apps/python-server\`.`,
    );
  });
  test('is a file, or leads through one', async () => {
    write('Dockerfile', 'FROM scratch');
    expect(await message(at('Dockerfile'))).toMatch(/` is a file\. Give the folder/);
    expect(await message(at('Dockerfile', 'x'))).toMatch(/leads through a file/);
  });
  test.each(['', 'a\0b', 'x'.repeat(5000)])('has no name a folder can have', async (name) => {
    expect(await message(name)).toMatch(/^There is no folder /);
  });
  test('has folders without end', async () => {
    mkdirSync(at(...Array.from({ length: 70 }, () => 'd')), { recursive: true });
    expect(await message(folder)).toMatch(/stand more than 64 deep/);
  });
  test('has an ignore file that is none', async () => {
    mkdirSync(at('.dockerignore'));
    expect(await message(folder)).toBe(
      `\`${at('.dockerignore')}\` cannot be read: it is a folder. Replace it by a text file with a pattern a line, or remove it.`,
    );
  });
  test('has an ignore file that is too large', async () => {
    write('.dockerignore', 'x'.repeat(64 * 1024 + 1));
    expect(await message(folder)).toMatch(/: it is larger than 64 KiB\. /);
  });
  test('has a pipe as ignore file', async () => {
    execFileSync('mkfifo', [at('.dockerignore')]);
    expect(await message(folder)).toMatch(/: it is a pipe, socket or device\. /);
  });
});

describe('a Dockerfile that is missing', () => {
  const cases: readonly (readonly [readonly string[], readonly string[]])[] = [
    [[], []],
    [['README.md', 'docker-compose.yml', 'Makefile'], []],
    [['dockerfile'], ['dockerfile']],
    [['DockerFile'], ['DockerFile']],
    [['Dockerfile '], ['Dockerfile ']],
    [['Dockerfile.txt'], ['Dockerfile.txt']],
    [['Dockerfile.dockerfile'], ['Dockerfile.dockerfile']],
    [['Dockefile'], ['Dockefile']],
    [['Dokcerfile'], ['Dokcerfile']],
    [['Dockerfile '], ['Dockerfile ']],
    [['Containerfile'], ['Containerfile']],
    [['Dockerfile.dockerignore'], []],
    [
      ['Dockefile', 'Dockerfile.txt', 'dockerfile'],
      ['dockerfile', 'Dockerfile.txt', 'Dockefile'],
    ],
  ];
  test.each(cases)('%j', async (names, similar) => {
    for (const name of names) write(name, 'FROM scratch');
    expect((await readSubmission(folder)).dockerfile).toEqual({ kind: 'missing', similar });
  });
  test('in the folder, and one further down', async () => {
    mkdirSync(at('src'));
    write('src/Dockerfile', 'FROM scratch');
    expect((await readSubmission(folder)).dockerfile).toEqual({
      kind: 'missing',
      similar: ['src/Dockerfile'],
    });
  });
});

describe('a Dockerfile that is unusable', () => {
  const cases: readonly (readonly [string, () => void])[] = [
    ['directory', () => mkdirSync(at('Dockerfile'))],
    ['link-outside', () => symlinkSync('/etc/passwd', at('Dockerfile'))],
    ['link-outside', () => symlinkSync('../../../../../../etc/passwd', at('Dockerfile'))],
    ['link-outside', () => symlinkSync('/dev/zero', at('Dockerfile'))],
    ['broken-link', () => symlinkSync('nowhere', at('Dockerfile'))],
    ['broken-link', () => symlinkSync('Dockerfile', at('Dockerfile'))],
    ['special-file', () => execFileSync('mkfifo', [at('Dockerfile')])],
    [
      'special-file',
      () => {
        execFileSync('mkfifo', [at('pipe')]);
        symlinkSync('pipe', at('Dockerfile'));
      },
    ],
    ['binary', () => write('Dockerfile', 'FROM x\nRUN echo a\0b\n')],
    ['binary', () => write('Dockerfile', Buffer.from([0x46, 0x52, 0x4f, 0x4d, 0x20, 0xe9, 0x0a]))],
    ['utf-16', () => write('Dockerfile', Buffer.from('\uFEFFFROM python:3\n', 'utf16le'))],
    ['utf-16', () => write('Dockerfile', Buffer.from('FROM python:3\n', 'utf16le'))],
    ['utf-16', () => write('Dockerfile', Buffer.from('\uFEFFFROM a\n', 'utf16le').swap16())],
    [
      'too-large',
      () => {
        write('Dockerfile');
        truncateSync(at('Dockerfile'), 10_000_000);
      },
    ],
  ];
  test.each(cases)('%s', async (problem, make) => {
    make();
    expect((await readSubmission(folder)).dockerfile).toMatchObject({ kind: 'unusable', problem });
  });
  test('not where it is a link that stays inside', async () => {
    write('real', 'FROM scratch');
    symlinkSync('real', at('Dockerfile'));
    expect((await readSubmission(folder)).dockerfile).toMatchObject({ kind: 'text' });
  });
  test('not at exactly the limit', async () => {
    write('Dockerfile', `#${'x'.repeat(1024 * 1024 - 1)}`);
    expect((await readSubmission(folder)).dockerfile).toMatchObject({ kind: 'text' });
  });
});

describe('the digest', () => {
  const digest = async () => (await readSubmission(folder)).digest;
  beforeEach(() => {
    write('Dockerfile', 'FROM scratch');
    write('server.py', 'one');
  });
  test('is the same for the same folder elsewhere', async () => {
    const first = await digest();
    expect(first).toMatch(/^sha256:[0-9a-f]{64}$/);
    const copy = mkdtempSync(join(tmpdir(), 'submission-'));
    execFileSync('cp', ['-a', `${folder}/.`, copy]);
    expect((await readSubmission(copy)).digest).toBe(first);
    rmSync(copy, { recursive: true });
  });
  const changes: readonly (readonly [string, () => void])[] = [
    ['a content', () => write('server.py', 'two')],
    ['a name', () => write('other.py', '')],
    ['a mode', () => chmodSync(at('server.py'), 0o755)],
    ['the Dockerfile', () => write('Dockerfile', 'FROM alpine')],
    ['the ignore file', () => write('.dockerignore', '*.md')],
  ];
  test.each(changes)('changes with %s', async (_name, change) => {
    const before = await digest();
    change();
    expect(await digest()).not.toBe(before);
  });
  test('does not change with a file that .dockerignore leaves out', async () => {
    write('.dockerignore', 'notes.md\ncache');
    const before = await digest();
    write('notes.md', 'x');
    mkdirSync(at('cache'));
    write('cache/y', 'y');
    expect(await digest()).toBe(before);
  });
});
