import type { Diagnostic, StepResult, Submission } from '@kit/checker';
import { evaluateImagePlan, parseDockerfile } from '@kit/dockerfile';
import { describe, expect, test } from 'vitest';
import { summarizePlan } from './plan-summary.ts';

function summarize(text: string, told: readonly Diagnostic[] = []) {
  const submission = { dockerfile: { kind: 'text' } } as Submission;
  const dockerfile = parseDockerfile(text);
  const plan = evaluateImagePlan(dockerfile, { entries: [] });
  const steps = [{ diagnostics: told }] as unknown as readonly StepResult[];
  return summarizePlan({ submission, dockerfile, plan, evidence: {} }, steps);
}

const at = (line: number) => ({ start: { line, column: 1 }, end: { line, column: 9 } });

describe('what only a build can tell stands as it was written', () => {
  test.each([
    ['ENV V=$PYTHON_VERSION', { Env: ['V=$PYTHON_VERSION'] }],
    ['ENV V=$PYTHON_VERSION\nENV W=<$V>', { Env: ['V=$PYTHON_VERSION', 'W=<$V>'] }],
    ['ENV V=${PYTHON_VERSION%.*}', { Env: ['V=${PYTHON_VERSION%.*}'] }],
    ['WORKDIR /x/$PYTHON_VERSION', { WorkingDir: '/x/$PYTHON_VERSION' }],
    ['WORKDIR $PYTHON_VERSION\nWORKDIR y', { WorkingDir: '/$PYTHON_VERSION/y' }],
    ['EXPOSE $PYTHON_VERSION 8000', { ExposedPorts: { '8000/tcp': {} } }],
    ['USER $PYTHON_VERSION', { User: '$PYTHON_VERSION' }],
    ['LABEL a=$PYTHON_VERSION', { Labels: { a: '$PYTHON_VERSION' } }],
    ['VOLUME /x/$PYTHON_VERSION', { Volumes: { '/x/$PYTHON_VERSION': {} } }],
    ['STOPSIGNAL $PYTHON_VERSION', { StopSignal: '$PYTHON_VERSION' }],
  ])('%j', (line, config) => {
    expect(summarize(`FROM python:3-alpine\n${line}\n`)).toEqual({ config });
  });
});

test.each([
  ['ENV V=\ue000', { Env: ['V=\ue000'] }],
  ['ENV V=\ue000$PYTHON_VERSION', { Env: ['V=\ue000$PYTHON_VERSION'] }],
  ['WORKDIR /\ue000\uf8ff', { WorkingDir: '/\ue000\uf8ff' }],
  ['LABEL \ue001=$PYTHON_VERSION', { Labels: { '\ue001': '$PYTHON_VERSION' } }],
  ['CMD ["\u{100000}"]', { Cmd: ['\u{100000}'] }],
])('a character for private use is one like others: %j', (line, config) => {
  expect(summarize(`FROM python:3-alpine\n${line}\n`)).toEqual({ config });
});

describe('what no builder would accept', () => {
  const told: Diagnostic = {
    check: 'works-in',
    message: 'It has no folder.',
    why: '…',
    help: '…',
    range: at(2),
  };

  test('in the words of the check that tells it', () => {
    expect(summarize('FROM python:3-alpine\nWORKDIR\n', [told])).toEqual({ error: told });
  });

  test('as the checks would tell it where none is about that line', () => {
    const text = 'FROM python:3-alpine\nWORKDIR /app\nSTOPSIGNAL \u001b[31m\ue000never\n';
    expect(summarize(text, [told])).toEqual({
      error: {
        check: 'invalid-signal',
        message: '`\ufffdnever` is no signal; one is `SIGTERM`.',
        why: '`docker stop` sends this signal to the app.',
        help: 'Write it as in `STOPSIGNAL SIGTERM`, or remove the line.',
        docs: 'https://docs.docker.com/reference/dockerfile/#stopsignal',
        range: { start: { line: 3, column: 12 }, end: { line: 3, column: 23 } },
      },
    });
  });
});
