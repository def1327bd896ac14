import {
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { admissionRulesOf, readSubmission } from '@kit/checker';
import { pack } from 'tar-stream';
import type { Header } from 'tar-stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ChangedMeanwhile, packSubmission, unpackSubmission } from '../work/snapshot.ts';
import { honest } from './dockerfiles.ts';

/** Submissions travel as archives through a database that other graders write to. */
async function archiveOf(
  ...entries: readonly (Partial<Header> & { readonly name: string; readonly text?: string })[]
): Promise<readonly Uint8Array[]> {
  const archive = pack();
  for (const { text, ...header } of entries) archive.entry(header, text ?? '');
  archive.finalize();
  return [gzipSync(await buffer(archive))];
}

const rules = { ...admissionRulesOf({ steps: [] }), bases: ['python'] };

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'archives-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a hard link is none', async () => {
  const archive = await archiveOf({ name: 'h', type: 'link', linkname: '/etc/hostname' });
  await using snapshot = await unpackSubmission(archive);
  expect(await readdir(snapshot.directory)).toEqual([]);
});

test('devices and pipes are none', async () => {
  const types = ['character-device', 'block-device', 'fifo'] as const;
  const archive = await archiveOf(
    ...types.map((type) => ({ name: type, type, devmajor: 1, devminor: 5 })),
  );
  await using snapshot = await unpackSubmission(archive);
  expect(await readdir(snapshot.directory)).toEqual([]);
});

test.each(['../x', 'a/../../x', '/../x'])('a name that leads out ends it: %s', async (name) => {
  await expect(unpackSubmission(await archiveOf({ name, text: 'evil' }))).rejects.toThrow();
});

test('an absolute name stays inside', async () => {
  await using snapshot = await unpackSubmission(await archiveOf({ name: '/x', text: 'tame' }));
  expect(await readFile(path.join(snapshot.directory, 'x'), 'utf8')).toBe('tame');
});

test('nothing goes through a link', async () => {
  const archive = await archiveOf(
    { name: 'd', type: 'symlink', linkname: folder },
    { name: 'd/x', text: 'evil' },
  );
  await expect(unpackSubmission(archive)).rejects.toThrow('EEXIST');
  expect(await readdir(folder)).toEqual([]);
});

test('one name twice ends it', async () => {
  const archive = await archiveOf(
    { name: 'Dockerfile', text: 'a' },
    { name: 'Dockerfile', text: 'b' },
  );
  await expect(unpackSubmission(archive)).rejects.toThrow('EEXIST');
});

test('one that grows without end is ended', async () => {
  const bomb = gzipSync(Buffer.alloc(200 * 2 ** 20));
  expect(bomb.length).toBeLessThan(300_000);
  await expect(unpackSubmission([bomb])).rejects.toThrow();
});

test('a file that becomes a link while it is packed is never followed', async () => {
  const secret = path.join(folder, 'secret');
  await writeFile(secret, 'of the machine');
  const theirs = path.join(folder, 'theirs');
  await mkdir(theirs);
  await writeFile(path.join(theirs, 'Dockerfile'), honest);
  await writeFile(path.join(folder, 'file'), 'of the learner');
  await symlink('../secret', path.join(folder, 'link'));
  const swapping = new AbortController();
  const swaps = (async () => {
    while (!swapping.signal.aborted) {
      await link(path.join(folder, 'file'), path.join(folder, 'next'));
      await rename(path.join(folder, 'next'), path.join(theirs, 'x'));
      await symlink('../secret', path.join(folder, 'next'));
      await rename(path.join(folder, 'next'), path.join(theirs, 'x'));
    }
  })();
  try {
    for (let round = 0; round < 100; round += 1) {
      const submission = await readSubmission(theirs);
      expect(submission.textOf('x') ?? '').not.toContain('of the machine');
      await using packed = await packSubmission(submission, rules).catch((error: unknown) => {
        if (error instanceof ChangedMeanwhile) return undefined;
        throw error;
      });
      if (packed === undefined) continue;
      await using snapshot = await unpackSubmission(packed.archive());
      const found = await readdir(snapshot.directory, { withFileTypes: true });
      for (const each of found.filter((entry) => entry.isFile())) {
        const text = await readFile(path.join(snapshot.directory, each.name), 'utf8');
        expect(text).not.toContain('of the machine');
      }
    }
  } finally {
    swapping.abort();
    await swaps;
  }
});
