import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { gradescope } from './gradescope.ts';
import { hostileLearner, parsedLearners, renderLearner } from './render-learner.ts';
import { sampleClass, sampleGrades } from './samples.ts';

// As the autograder specifications of Gradescope have it (gradescope/autograder_samples,
// docs/specs.md), and nothing beyond: there is no schema to ask.
const visibility = v.picklist(['hidden', 'after_due_date', 'after_published', 'visible']);
const format = v.picklist(['text', 'html', 'simple_format', 'md', 'ansi']);
const points = v.pipe(v.number(), v.finite(), v.minValue(0));
const testCase = v.strictObject({
  score: v.optional(points),
  max_score: v.optional(points),
  status: v.optional(v.picklist(['passed', 'failed'])),
  name: v.optional(v.string()),
  name_format: v.optional(format),
  number: v.optional(v.string()),
  output: v.optional(v.pipe(v.string(), v.maxLength(4000))),
  output_format: v.optional(format),
  tags: v.optional(v.array(v.string())),
  visibility: v.optional(visibility),
  extra_data: v.optional(v.record(v.string(), v.unknown())),
});
const results = v.strictObject({
  // Required where the tests have none.
  score: points,
  execution_time: v.optional(points),
  output: v.optional(v.string()),
  output_format: v.optional(format),
  test_output_format: v.optional(format),
  test_name_format: v.optional(format),
  visibility: v.optional(visibility),
  stdout_visibility: v.optional(visibility),
  extra_data: v.optional(v.record(v.string(), v.unknown())),
  tests: v.optional(v.array(testCase)),
});

test('as Gradescope reads it', async () => {
  await expect(renderLearner(gradescope, sampleGrades.late)).toMatchFileSnapshot(
    '__snapshots__/learner/gradescope.json.txt',
  );
});

test('valid, with the score that counts; an error has none, which is an autograder that failed', () => {
  const shown = parsedLearners(gradescope).map(([kind, value]) => {
    const read = v.safeParse(results, value);
    return [kind, read.success ? read.output.score : 'no result'];
  });
  expect(shown).toEqual([
    ['passed', 10],
    ['late', 7.2],
    ['crashed', 6],
    ['hidden', 9],
    ['error', 'no result'],
    ['refused', 0],
    ['empty', 0],
    ['hostile', 1],
  ]);
  expect(JSON.parse(renderLearner(gradescope, sampleGrades.error))).not.toHaveProperty('tests');
});

test('a hidden step is a hidden test, and nowhere else', () => {
  const { output, tests } = v.parse(
    results,
    JSON.parse(renderLearner(gradescope, sampleGrades.hidden)),
  );
  const hidden = (tests ?? []).filter((each) => each.visibility === 'hidden');
  expect(hidden).toMatchObject([
    { name: 'Keep secrets out', status: 'failed', score: 0, max_score: 1 },
  ]);
  const visible = JSON.stringify([output, tests?.filter((each) => each.visibility === 'visible')]);
  expect(visible).not.toMatch(/secret|TOKEN/);
});

test('what grading does not judge is no test: one of no points would show as passed', () => {
  const { tests } = v.parse(results, JSON.parse(renderLearner(gradescope, sampleGrades.passed)));
  expect(tests?.map(({ number }) => number)).toEqual(['1', '2', '3', '4', '5', '7', '8']);
});

test('any learner', () => {
  fc.assert(
    fc.property(hostileLearner, (grade) => {
      const text = renderLearner(gradescope, grade, sampleClass);
      expect(v.is(results, JSON.parse(text))).toBe(grade.outcome !== 'error');
      expect(Buffer.byteLength(text)).toBeLessThan(1_000_000);
    }),
  );
});
