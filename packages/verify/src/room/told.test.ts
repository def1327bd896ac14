import { expect, test } from 'vitest';
import type { LoopState } from '../loop/loop-state.ts';
import { samples, solved } from '../reporters/samples.ts';
import { toldOf } from './told.ts';

const state = (name: keyof typeof samples): LoopState => ({
  round: 1,
  phase: 'settled',
  steps: samples[name].steps,
  report: samples[name],
  work: undefined,
  built: [],
  cost: undefined,
  trouble: undefined,
});

test('verdicts and their words, and no file', () => {
  const { steps } = toldOf(state('two-failures'), false);
  expect(steps.map(({ status }) => status)).toEqual(
    samples['two-failures'].steps.map(({ status }) => status),
  );
  const failed = steps.find(({ status }) => status === 'failed');
  const [diagnostic] =
    samples['two-failures'].steps.find(({ status }) => status === 'failed')?.diagnostics ?? [];
  expect(failed?.problems?.[0]).toEqual({
    check: diagnostic?.check,
    message: diagnostic?.message,
    why: diagnostic?.why,
    help: diagnostic?.help,
    ...(diagnostic?.range && {
      lines: [diagnostic.range.start.line, diagnostic.range.end.line],
    }),
  });
  expect(toldOf(state('two-failures'), false)).not.toHaveProperty('dockerfile');
});

test('the Dockerfile where it is offered', () => {
  const { report, ...rest } = state('all-passed');
  if (report === undefined) throw new Error('There is a report.');
  const submission = { ...report.submission, source: solved };
  expect(toldOf({ ...rest, report: { ...report, submission } }, true).dockerfile).toBe(solved);
});

test('what the machine kept from being judged, and why the folder cannot be', () => {
  const trouble = { reason: 'There is no folder `x`.', help: '' };
  const told = toldOf({ ...state('no-engine'), trouble }, false);
  expect(told.trouble).toBe('There is no folder `x`.');
  expect(told.steps.find(({ status }) => status === 'error')?.problems?.[0]).toMatchObject({
    check: 'not-judged',
  });
});
