import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ContextEntry } from '@kit/dockerfile';
import { extract } from 'tar-stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packContext } from './archive.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'context-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

async function packed(
  entries: readonly (Pick<ContextEntry, 'path' | 'kind'> & Partial<ContextEntry>)[],
  ignore?: string,
): Promise<readonly string[]> {
  const context = {
    entries: entries.map((entry) => ({ size: 0, mode: 0o644, ...entry })),
    ...(ignore === undefined ? {} : { ignoreFile: { name: '.dockerignore', text: ignore } }),
  };
  const found: string[] = [];
  const archive = extract();
  packContext(directory, context, 'Dockerfile').pipe(archive);
  for await (const entry of archive) {
    let size = 0;
    for await (const chunk of entry) size += (chunk as Buffer).length;
    const { name, type, mode, linkname, uid } = entry.header;
    const words = [name, type, mode.toString(8), linkname, size, uid];
    found.push(words.filter(Boolean).join(' '));
  }
  return found;
}

test('files, folders and links, with their permissions and no owner', async () => {
  writeFileSync(path.join(directory, 'run.sh'), 'echo hi');
  chmodSync(path.join(directory, 'run.sh'), 0o4755);
  mkdirSync(path.join(directory, 'empty'));
  symlinkSync('run.sh', path.join(directory, 'link'));
  expect(
    await packed([
      { path: 'empty', kind: 'directory', mode: 0o755 },
      { path: 'link', kind: 'symlink', linkTarget: 'run.sh' },
      { path: 'run.sh', kind: 'file' },
    ]),
  ).toEqual(['empty directory 755', 'link symlink 777 run.sh', 'run.sh file 755 7']);
});

test('what .dockerignore leaves out stays out, but for the Dockerfile and itself', async () => {
  for (const name of ['Dockerfile', '.dockerignore', 'secret.txt']) {
    writeFileSync(path.join(directory, name), 'x');
  }
  const entries = ['.dockerignore', 'Dockerfile', 'secret.txt'].map(
    (name) => ({ path: name, kind: 'file' }) as const,
  );
  expect((await packed(entries, '*\n')).map((line) => line.split(' ')[0])).toEqual([
    '.dockerignore',
    'Dockerfile',
  ]);
});

test('a file that became something else, or went away, is left out', async () => {
  execFileSync('mkfifo', [path.join(directory, 'pipe')]);
  symlinkSync('/etc/passwd', path.join(directory, 'link'));
  expect(
    await packed([
      { path: 'gone', kind: 'file' },
      { path: 'link', kind: 'file' },
      { path: 'pipe', kind: 'file' },
    ]),
  ).toEqual([]);
});
