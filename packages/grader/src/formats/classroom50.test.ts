import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { UsageError } from '@kit/verify';
import { classroom50Result } from './classroom50.ts';
import { jsonText } from './json.ts';
import { hostileLearner, runnerEnvironment } from './render-learner.ts';
import { sampleClass, sampleGrades } from './samples.ts';

// As Classroom 50 has it (foundation50/classroom50, schemas/result-v1.schema.json), and what
// its runner asks besides: no score above its maximum, and nothing but integers.
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const text = v.pipe(v.string(), v.nonEmpty());
const instant = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/));
const notAboveMaximum = (of: { readonly score: number; readonly 'max-score': number }) =>
  of.score <= of['max-score'];
const result = v.pipe(
  v.strictObject({
    schema: v.literal('classroom50/result/v1'),
    classroom: text,
    assignment: text,
    assignment_type: v.picklist(['individual', 'group']),
    owner: text,
    submission: v.pipe(v.string(), v.startsWith('submit/')),
    commit: text,
    release: text,
    review: text,
    datetime: instant,
    graded_at: v.optional(instant),
    score: whole,
    'max-score': whole,
    tests: v.array(
      v.pipe(
        v.looseObject({
          'test-name': text,
          passed: v.boolean(),
          score: whole,
          'max-score': whole,
        }),
        v.check((of) => notAboveMaximum(of)),
      ),
    ),
  }),
  v.check((of) => notAboveMaximum(of)),
);

const resultOf = (grade: typeof sampleGrades.late, report = sampleClass) =>
  v.parse(result, JSON.parse(jsonText(classroom50Result(grade, report, runnerEnvironment))));

test('as Classroom 50 reads it', async () => {
  const shown = jsonText(classroom50Result(sampleGrades.late, sampleClass, runnerEnvironment));
  await expect(shown).toMatchFileSnapshot('__snapshots__/learner/classroom50.json.txt');
});

test('in hundredths, for each learner of a class alike, where half points are possible', () => {
  const shown = Object.values(sampleGrades).map((grade) => {
    const { score, 'max-score': maxScore, tests } = resultOf(grade);
    return [grade.outcome, score, maxScore, tests.filter(({ passed }) => passed).length];
  });
  expect(shown).toEqual([
    ['passed', 1000, 1000, 6],
    ['failed', 720, 1000, 5],
    ['failed', 600, 1000, 5],
    ['failed', 900, 1000, 6],
    ['error', 0, 0, 0],
    ['refused', 0, 1000, 0],
    ['failed', 0, 1000, 0],
    ['failed', 100, 1000, 1],
  ]);
});

test('in whole points, where nothing can halve them', () => {
  const { due: _, ...policy } = sampleClass.policy;
  expect(resultOf(sampleGrades.crashed, { ...sampleClass, policy })).toMatchObject({
    score: 6,
    'max-score': 10,
  });
});

test('without a runner there is no telling whose it is', () => {
  const { OWNER: _, ASSIGNMENT: __, REVIEW_URL: ___, ...environment } = runnerEnvironment;
  const made = () => classroom50Result(sampleGrades.passed, sampleClass, environment);
  expect(made).toThrow(UsageError);
  expect(made).toThrow(/in the environment: ASSIGNMENT, OWNER\.$/);
});

test('any learner', () => {
  fc.assert(
    fc.property(hostileLearner, (grade) => {
      expect(() => resultOf(grade)).not.toThrow();
    }),
  );
});
