import { expect, test } from 'vitest';
import type { Verdict } from './diagnostic.ts';
import type { Availability } from './judge.ts';
import { judgeStep } from './judge.ts';
import type { Goal, Step, StepResult, Witness } from './step.ts';
import { broken, holds, unknown } from './verdict.ts';

const witness = {} as Witness;
const diagnostic = { check: 'c', message: 'm', why: 'w', help: 'h' };
const base = { id: 'it', title: 'It', durationMs: 0, diagnostics: [] };

function step(goal: Goal, ...verdicts: readonly Verdict[]): Step {
  const checks = verdicts.map((verdict, index) => ({ name: `c${index}`, judge: () => verdict }));
  return { id: 'it', title: 'It', goal, needs: ['one', 'two'], checks };
}

function earlier(one: StepResult['status'], two: StepResult['status']) {
  const result = (id: string, status: StepResult['status']) =>
    [
      id,
      { id, title: id, durationMs: 1, diagnostics: [], status } as unknown as StepResult,
    ] as const;
  return new Map([result('one', one), result('two', two)]);
}

const passed = earlier('passed', 'passed');
const skipped: Availability = { build: { status: 'skipped', reason: 'static' } };
const noEngine: Availability = { build: { status: 'error', reason: 'no engine', help: 'get one' } };

test.each([
  ['holds', step('parse', holds, holds), passed, {}, { ...base, status: 'passed' }],
  [
    'one broken check',
    step('parse', holds, broken(diagnostic)),
    passed,
    {},
    { ...base, status: 'failed', diagnostics: [diagnostic] },
  ],
  [
    'broken outweighs unknown',
    step('parse', unknown('why'), broken(diagnostic)),
    passed,
    {},
    { ...base, status: 'failed', diagnostics: [diagnostic] },
  ],
  [
    'unknown',
    step('parse', holds, unknown('why')),
    passed,
    {},
    { ...base, status: 'skipped', reason: 'why' },
  ],
  [
    'a need failed',
    step('parse', holds),
    earlier('passed', 'failed'),
    {},
    { ...base, status: 'blocked', blockedBy: 'two' },
  ],
  [
    'a need is blocked',
    step('parse', holds),
    earlier('blocked', 'failed'),
    {},
    { ...base, status: 'blocked', blockedBy: 'one' },
  ],
  [
    'a need that is unknown does not block',
    step('build', holds),
    earlier('passed', 'skipped'),
    {},
    { ...base, status: 'passed' },
  ],
  [
    'not wanted, whatever its needs',
    step('build', holds),
    earlier('failed', 'passed'),
    skipped,
    { ...base, status: 'skipped', reason: 'static' },
  ],
  [
    'no engine',
    step('build', holds),
    passed,
    noEngine,
    { ...base, status: 'error', reason: 'no engine', help: 'get one' },
  ],
  [
    'no engine, and something for the learner to mend first',
    step('build', holds),
    earlier('failed', 'passed'),
    noEngine,
    { ...base, status: 'blocked', blockedBy: 'one' },
  ],
  [
    'a need that the kit could not judge',
    step('serve', holds),
    earlier('passed', 'error'),
    noEngine,
    { ...base, status: 'blocked', blockedBy: 'two' },
  ],
  [
    'another goal is not available',
    step('parse', holds),
    passed,
    noEngine,
    { ...base, status: 'passed' },
  ],
])('%s', (_name, it, before, availability, result) => {
  expect(judgeStep(it, witness, before, availability)).toEqual(result);
});
