import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { startOwnEngine, whyNoOwnEngine } from '../testing/own-engine.ts';
import type { OwnEngine } from '../testing/own-engine.ts';
import { hostileCases } from './cases/index.ts';
import { honest } from './dockerfiles.ts';
import { isSubmission, whyNotHere } from './hand-in.ts';
import type { SubmissionCase } from './hand-in.ts';
import { openBench } from './judge-on-engine.ts';
import type { Bench } from './judge-on-engine.ts';
import { notYet } from './not-yet.ts';

// One after the other on one engine, which has to be as good as new after each.
const not = whyNoOwnEngine === undefined ? '' : ` (not here: ${whyNoOwnEngine})`;
const cases = hostileCases
  .filter(isSubmission)
  .filter(({ trial }) => trial.reach === 'engine')
  .filter((each) => whyNotHere(each) === undefined);

const good: SubmissionCase = {
  id: 'good',
  title: 'an honest one',
  trial: {
    kind: 'submission',
    reach: 'engine',
    expected: ['passed'],
    files: { Dockerfile: honest },
  },
};

describe.skipIf(whyNoOwnEngine !== undefined)(`what an engine makes of it${not}`, () => {
  let engine: OwnEngine;
  let bench: Bench;

  beforeAll(async () => {
    engine = startOwnEngine();
    for (const [name, value] of Object.entries(engine.env)) vi.stubEnv(name, value);
    bench = await openBench(30_000);
    expect(await bench.judge(good)).toMatchObject({ outcome: 'passed' });
  }, 600_000);
  afterAll(async () => {
    await bench[Symbol.asyncDispose]();
    engine[Symbol.dispose]();
    vi.unstubAllEnvs();
  }, 120_000);
  afterEach(async () => {
    await expect.poll(() => engine.processes(), { timeout: 15_000 }).toBe(0);
  }, 20_000);

  test.each(cases.filter(({ id }) => !notYet.has(id)))(
    '$id: $title',
    async (each) => {
      const { outcome, said } = await bench.judge(each);
      expect(each.trial.expected, said).toContain(outcome);
      if (each.trial.says !== undefined) expect(said).toMatch(each.trial.says);
    },
    180_000,
  );

  const unmet = cases.filter(({ id }) => notYet.has(id));
  describe.skipIf(unmet.length === 0)('not yet as expected', () => {
    test.each(unmet)(
      '$id: $title',
      async (each) => {
        expect(each.trial.expected).not.toContain((await bench.judge(each)).outcome);
      },
      180_000,
    );
  });

  test('after all of them an honest one passes', async () => {
    expect(await bench.judge(good)).toMatchObject({ outcome: 'passed' });
  });
});
