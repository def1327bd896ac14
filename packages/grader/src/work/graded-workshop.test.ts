import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { defineGrading, defineStep } from '@kit/checker';
import { loadWorkshop, repository } from '@kit/verify';
import { expect, test } from 'vitest';
import { workshop as small } from '../policy/fixture.ts';
import { gradedWorkshop, newChallenge } from './graded-workshop.ts';

const challenge = newChallenge();

test('a challenge is another one each time', () => {
  expect(challenge).toEqual({
    key: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    nonce: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
  });
  expect(newChallenge()).not.toEqual(challenge);
});

test('a workshop without grading is judged as it is', () => {
  expect(gradedWorkshop(small)).toEqual({ workshop: small, files: {} });
});

test('steps and checks of grading', () => {
  const [first] = small.steps;
  const check = { name: 'other', judge: () => ({ kind: 'holds' }) as const };
  const secret = defineStep({
    id: 'secret',
    title: 'S',
    goal: 'build',
    needs: [],
    checks: [check],
  });
  const grading = defineGrading({
    steps: [secret],
    app: ({ key }) => ({ files: { 'a.txt': key }, checks: { first: [check] } }),
  });
  const graded = gradedWorkshop({ ...small, grading }, challenge);
  expect(graded.files).toEqual({ 'a.txt': challenge.key });
  expect(graded.workshop.steps).toEqual([
    { ...first, checks: [check] },
    ...small.steps.slice(1),
    secret,
  ]);
});

test('checks of a step that there is not', () => {
  const grading = defineGrading({ app: () => ({ files: {}, checks: { no: [] } }) });
  expect(() => gradedWorkshop({ ...small, grading }, challenge)).toThrow(
    new Error('Workshop "small": grading checks "no", which is no step.'),
  );
});

test('the app of grading is the sample app, and answers', async () => {
  const { files } = gradedWorkshop(await loadWorkshop('containerize-python'), challenge);
  const app = path.join(repository, 'apps/python-server');
  const read = (name: string) => readFile(path.join(app, name), 'utf8');
  expect(files['requirements.txt']).toBe(await read('requirements.txt'));
  const lines = files['server.py']?.split('\n') ?? [];
  const own = (await read('server.py')).split('\n');
  const added = lines.filter((line) => line !== own[0] || own.shift() === undefined);
  expect(own).toEqual([]);
  expect(added).toEqual([
    'import hmac',
    'from flask import request',
    '# Grading writes its key here: who does not run this file cannot answer what it asks.',
    `KEY = "${challenge.key}"`,
    '',
    '    challenge = request.args.get("challenge", "")',
    '    if challenge:',
    '        facts.append(("Answer", hmac.digest(KEY.encode(), challenge.encode(), "sha256").hex()))',
  ]);
});

test('so is that of the workshop in two stages', async () => {
  const { files } = gradedWorkshop(await loadWorkshop('multi-stage-node'), challenge);
  const app = path.join(repository, 'apps/node-server');
  const names = (await readdir(app)).filter(
    (name) => !/^(Dockerfile|\.dockerignore|dist)$/.test(name),
  );
  expect(Object.keys(files).toSorted()).toEqual(names.toSorted());
  const changed = names.filter(
    (name) => files[name] !== readFileSync(path.join(app, name), 'utf8'),
  );
  expect(changed).toEqual(['server.ts']);
  expect(files['server.ts']).toContain(`...answerTo(request.url),\n`);
  expect(files['server.ts']).toContain(`createHmac('sha256', '${challenge.key}')`);
});

test.each([
  ['containerize-python', 8000],
  ['multi-stage-node', 3000],
])('the question and its answer are in no file: %s', async (name, port) => {
  const { files, workshop } = gradedWorkshop(await loadWorkshop(name), challenge);
  const all = Object.values(files).join('\n');
  const answer = createHmac('sha256', challenge.key).update(challenge.nonce).digest('hex');
  expect(all).not.toContain(challenge.nonce);
  expect(all).not.toContain(answer);
  const wants = workshop.steps.find(({ id }) => id === 'serve')?.checks.map((check) => check.wants);
  const asked = { kind: 'probe', port, path: `/?challenge=${challenge.nonce}` };
  expect(wants?.filter((each) => each !== undefined)).toEqual([asked]);
});
