import { expect, test } from 'vitest';
import { textOf } from '../verdicts/row.ts';
import { witnessOf } from '../verdicts/witness.ts';
import { secrets } from './secrets.ts';
import { tagOfBase } from './tag-of-base.ts';

const base = tagOfBase('python:3-alpine');

test('the tutorial needs no advice', () => {
  const witness = witnessOf(textOf({}));
  expect([base, secrets].flatMap(({ advise }) => advise(witness))).toEqual([]);
});

test.each([
  ['FROM python', 'python'],
  ['FROM python:latest', 'python:latest'],
  ['FROM python AS a\nFROM a', 'python'],
])('a base without a version: %s', (text, reference) => {
  expect(base.advise(witnessOf(text)).map(({ message }) => message)).toEqual([
    `\`${reference}\` is whatever version is the newest on the day of the build.`,
  ]);
});

test.each(['FROM scratch', 'FROM alpine:3', `FROM python@sha256:${'a'.repeat(64)}`, ''])(
  'nothing to say of: %s',
  (text) => {
    expect(base.advise(witnessOf(text))).toEqual([]);
  },
);

test('a secret that becomes part of the image', () => {
  expect(secrets.advise(witnessOf('FROM alpine:3\nENV PORT=1 DB_PASSWORD=hunter2\n'))).toEqual([
    {
      check: 'secrets',
      message: '`DB_PASSWORD` looks like a secret, and its value becomes part of the image.',
      why: 'What `ENV` sets is kept in the image’s configuration or history, where everybody who gets the image can read it.',
      help: 'Hand it over when the container starts, with `docker run -e`, or while building as a build secret.',
      docs: 'https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/',
      range: { start: { line: 2, column: 12 }, end: { line: 2, column: 23 } },
    },
  ]);
});

test.each([
  'ENV API_TOKEN_URL=https://x',
  'ENV PASSWORD_FILE=/run/secrets/x',
  'ENV TOKENIZER=bpe',
  'ENV SECRET=""',
  'ARG TOKEN',
  'ENV TOKEN=$TOKEN',
  'ENV PUBLIC_KEY=abc',
])('no secret: %s', (line) => {
  expect(secrets.advise(witnessOf(`FROM alpine:3\n${line}\n`))).toEqual([]);
});
