import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { admissionRulesOf, readSubmission } from '@kit/checker';
import { packContext } from '@kit/harness';
import { loadWorkshop } from '@kit/verify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ChangedMeanwhile, packSubmission, sweepSnapshots, unpackSubmission } from './snapshot.ts';

const rules = admissionRulesOf(await loadWorkshop('containerize-python'));
const dockerfile = 'FROM python:3-alpine\nCOPY . .\n';

let root = '';
const at = (...names: readonly string[]) => path.join(root, 'submission', ...names);

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'snapshot-'));
  mkdirSync(at());
  writeFileSync(at('Dockerfile'), dockerfile);
  writeFileSync(at('server.py'), 'print()');
  writeFileSync(path.join(root, 'secret'), 'c4n4ry');
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

test('what is unpacked is what was handed in, but for who may do what beyond reading it', async () => {
  const name = 'a\nb\u001b[31m\u202e\\"é'.padEnd(200, 'x');
  writeFileSync(at(name), 'odd');
  writeFileSync(at('run.sh'), '#!/bin/sh\n');
  chmodSync(at('run.sh'), 0o6755);
  if (process.getuid?.() === 0) {
    writeFileSync(at('nobodys'), '');
    chmodSync(at('nobodys'), 0);
  }
  mkdirSync(at('closed'));
  chmodSync(at('closed'), 0o555);
  mkdirSync(at('d'.repeat(100), 'e'.repeat(100)), { recursive: true });
  symlinkSync('server.py', at('link'));
  writeFileSync(at('.dockerignore'), 'Dockerfile\nleft-out\n!left-out/in\n');
  mkdirSync(at('left-out'));
  writeFileSync(at('left-out', 'in'), '');
  writeFileSync(at('left-out', 'out'), '');

  const submission = await readSubmission(at());
  await using packed = await packSubmission(submission, rules);
  await using snapshot = await unpackSubmission(packed.archive());
  const copy = await readSubmission(snapshot.directory);
  expect(copy.digest).toBe(submission.digest);
  expect(readFileSync(path.join(snapshot.directory, name), 'utf8')).toBe('odd');
  expect(lstatSync(path.join(snapshot.directory, 'run.sh')).mode & 0o7777).toBe(0o755);
  expect(lstatSync(path.join(snapshot.directory, 'closed')).mode & 0o7777).toBe(0o755);
});

test.each<[string, () => void]>([
  [
    'a file that became a link',
    () => {
      rmSync(at('server.py'));
      symlinkSync('../secret', at('server.py'));
    },
  ],
  [
    'a folder that became a link',
    () => {
      rmSync(at('data'), { recursive: true });
      symlinkSync('..', at('data'));
    },
  ],
  [
    'a Dockerfile that asks for more',
    () => {
      writeFileSync(at('Dockerfile'), 'FROM python:3-alpine\nVOLUME /a\n');
    },
  ],
  [
    'another content',
    () => {
      writeFileSync(at('server.py'), 'other()');
    },
  ],
  [
    'a file that went',
    () => {
      rmSync(at('server.py'));
    },
  ],
  [
    'a file that was cut',
    () => {
      writeFileSync(at('server.py'), '');
    },
  ],
])('%s after it was let in is noticed, and nothing outside is packed', async (_what, change) => {
  mkdirSync(at('data'));
  writeFileSync(at('data', 'secret'), 'mine');
  const submission = await readSubmission(at());
  change();
  await expect(packSubmission(submission, rules)).rejects.toThrow(ChangedMeanwhile);
});

test('a folder that became a link before it was read leads nowhere', async () => {
  mkdirSync(at('data'));
  writeFileSync(at('data', 'secret'), 'mine');
  const submission = await readSubmission(at());
  rmSync(at('data'), { recursive: true });
  symlinkSync('..', at('data'));
  const packed = await buffer(packContext(at(), submission.context, 'Dockerfile'));
  expect(packed.includes('c4n4ry')).toBe(false);
  expect(packed.includes('print()')).toBe(true);
});

test('what a killed grader left is swept, and of those who live nothing', async () => {
  // Linux gives no process such a number.
  const [left, own] = [2 ** 30, process.pid].map((pid) =>
    mkdtempSync(path.join(tmpdir(), `grading-${pid}-`)),
  );
  await sweepSnapshots();
  expect([existsSync(left ?? ''), existsSync(own ?? '')]).toEqual([false, true]);
  rmSync(own ?? '', { recursive: true });
});
