import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { exercism } from './exercism.ts';
import { hostileLearner, parsedLearners, renderLearner } from './render-learner.ts';
import { sampleGrades } from './samples.ts';

// As Exercism documents version 3 (exercism/docs, building/tooling/test-runners/interface.md);
// its website keeps 65,535 characters of a message.
const message = v.pipe(v.string(), v.nonEmpty(), v.maxLength(65_535));
const testCase = v.strictObject({
  name: v.pipe(v.string(), v.nonEmpty()),
  status: v.picklist(['pass', 'fail', 'error']),
  message: v.nullish(message),
  output: v.nullish(v.pipe(v.string(), v.maxLength(500))),
  test_code: v.optional(v.string()),
  task_id: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});
const results = v.variant('status', [
  v.strictObject({
    version: v.literal(3),
    status: v.literal('error'),
    message,
    tests: v.array(testCase),
  }),
  v.strictObject({
    version: v.literal(3),
    status: v.picklist(['pass', 'fail']),
    message: v.null(),
    tests: v.array(testCase),
  }),
]);

test('as Exercism reads it', async () => {
  await expect(renderLearner(exercism, sampleGrades.late)).toMatchFileSnapshot(
    '__snapshots__/learner/exercism.json.txt',
  );
});

test('an error is what did not run, whoever is to blame', () => {
  const shown = parsedLearners(exercism).map(([kind, value]) => {
    const { status, tests } = v.parse(results, value);
    return [kind, status, tests.map((each) => each.status.slice(0, 1)).join('')];
  });
  expect(shown).toEqual([
    ['passed', 'pass', 'pppppp'],
    ['late', 'fail', 'ppfppp'],
    ['crashed', 'fail', 'pppppf'],
    ['hidden', 'pass', 'pppppp'],
    ['error', 'error', ''],
    ['refused', 'error', ''],
    ['empty', 'fail', 'fffffff'],
    ['hostile', 'fail', 'pfffff'],
  ]);
});

test('any learner', () => {
  fc.assert(
    fc.property(hostileLearner, (grade) => {
      expect(v.is(results, JSON.parse(renderLearner(exercism, grade)))).toBe(true);
    }),
  );
});
