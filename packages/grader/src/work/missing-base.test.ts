import { EngineError } from '@kit/harness';
import type { SessionRequest } from '@kit/verify';
import { expect, test } from 'vitest';
import { unlessThereIsNone } from './missing-base.ts';

const engine = { hasBuildKit: true };
const stage = (reference: string, line: number) => ({
  base: { kind: 'image', reference },
  from: { range: { start: { line, column: 1 } } },
});
const plan = {
  stages: [stage('node:24', 1), stage('python:no', 3)],
} as unknown as SessionRequest['plan'];
const unreachable = new EngineError('registry', 'Its registry cannot be reached.', '');
const none = { reference: 'python:no', answer: 'manifest for python:no not found' };

test('where a registry has no such image the build has failed at its FROM', () => {
  expect(unlessThereIsNone(unreachable, engine, [none], plan)).toEqual({
    kind: 'failed',
    message: 'failed to resolve source metadata for python:no: manifest for python:no not found',
    line: 3,
    builder: 'buildkit',
    intermediate: [],
    log: [],
    durationMs: 0,
  });
});

test.each([
  ['nothing was missing', unreachable, []],
  ['a registry did not answer', unreachable, [none, { reference: 'node:24' }]],
  ['it is another fault', new EngineError('gone', 'It is gone.', ''), [none]],
])('else it is the machine’s fault: %s', (_, error, missing) => {
  expect(() => unlessThereIsNone(error, engine, missing, plan)).toThrow(error);
});
