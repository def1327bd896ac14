import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { admissionRulesOf, withoutPolicy } from '@kit/checker';
import type { AdmissionRules } from '@kit/checker';
import { loadWorkshop } from '@kit/verify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readContents } from './read-contents.ts';

const rules = admissionRulesOf(await loadWorkshop('containerize-python'));
const versions = { workshop: 'w', kit: 'k' };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'contents-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function hand(name: string, dockerfile: string): void {
  mkdirSync(path.join(folder, name));
  writeFileSync(path.join(folder, name, 'Dockerfile'), dockerfile);
}

async function read(changed: AdmissionRules = rules, profile: 'grade' | 'learner' = 'grade') {
  const entries = ['ada', 'eve', 'finn'].map((name) => ({
    name,
    path: name,
    directory: path.join(folder, name),
  }));
  const { items, submissions } = await readContents(entries, versions, { profile, rules: changed });
  return { contents: items.map(({ content }) => content), submissions };
}

function handAll(): void {
  hand('ada', 'FROM python:3-alpine\n');
  hand('eve', 'FROM python:3-alpine\nVOLUME /data\nADD https://example.org/x /x\n');
  hand('finn', 'FROM python:3-alpine\n');
  execFileSync('mkfifo', [path.join(folder, 'finn', 'pipe')]);
}

test('who is refused is told all of it, and is not among the submissions', async () => {
  handAll();
  const { contents, submissions } = await read();
  expect(submissions.size).toBe(1);
  expect(contents).toMatchObject([
    { key: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    {
      kind: 'refused',
      reason:
        'Refused by policy, before any build. Line 2: `VOLUME` has the engine keep a folder outside the container. Line 3: `ADD` fetches `https://example.org/x`.',
      help: 'Line 2: Remove the line: a folder of the image can be written to without it. Line 3: Hand the file in with the others, and `COPY` it.',
      refusals: [
        { rule: 'volume', range: { start: { line: 2 } } },
        { rule: 'remote-add', range: { start: { line: 3 } } },
      ],
      source: 'FROM python:3-alpine\nVOLUME /data\nADD https://example.org/x /x\n',
    },
    { kind: 'refused', refusals: [{ rule: 'special-file', path: 'pipe' }] },
  ]);
});

test('other rules let others in, and nobody who was let in is graded anew for it', async () => {
  handAll();
  const before = await read();
  const after = await read({ ...rules, except: ['volume', 'remote-add'] });
  expect(after.contents[0]).toEqual(before.contents[0]);
  expect(after.contents[1]).toHaveProperty('key');
});

test('of a learner’s own files only special ones are refused; what comes of them is no grader’s', async () => {
  handAll();
  const { contents } = await read(withoutPolicy(rules), 'learner');
  expect(contents.map((content) => 'key' in content)).toEqual([true, true, false]);
  expect(contents[0]).not.toEqual((await read()).contents[0]);
});

test('a folder on which reading itself fails stops nobody else', async () => {
  handAll();
  let looks = 0;
  const fails = new Proxy(rules, {
    get(of, name) {
      if (name === 'bases' && (looks += 1) === 1) throw new RangeError('too deep');
      return Reflect.get(of, name) as unknown;
    },
  });
  const { contents } = await read(fails);
  expect(contents).toMatchObject([
    { kind: 'error', reason: 'too deep' },
    { kind: 'refused' },
    { kind: 'refused' },
  ]);
});

test('a folder that became a link to somebody else’s since it was listed is not theirs', async () => {
  handAll();
  rmSync(path.join(folder, 'eve'), { recursive: true });
  renameSync(path.join(folder, 'finn'), path.join(folder, 'elsewhere'));
  for (const name of ['eve', 'finn']) symlinkSync('ada', path.join(folder, name));
  const { contents, submissions } = await read();
  expect(submissions.size).toBe(1);
  const refused = {
    kind: 'refused',
    reason: 'The folder became a link while it was read, and grading follows none.',
  };
  expect(contents).toMatchObject([{ key: expect.any(String) as string }, refused, refused]);
});
