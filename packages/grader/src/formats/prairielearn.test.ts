import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { prairielearn } from './prairielearn.ts';
import { hostileLearner, parsedLearners, renderLearner } from './render-learner.ts';
import { sampleClass, sampleGrades } from './samples.ts';

// As PrairieLearn documents it (docs/externalGrading.md) and its element
// `pl-external-grader-results` reads it: all tests with points, or none with any.
const points = v.pipe(v.number(), v.finite());
const results = v.union([
  v.strictObject({
    gradable: v.literal(true),
    score: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
    message: v.string(),
    tests: v.array(
      v.strictObject({
        name: v.string(),
        points,
        max_points: points,
        message: v.optional(v.string()),
      }),
    ),
  }),
  v.strictObject({ gradable: v.literal(false), format_errors: v.array(v.string()) }),
]);

test('as PrairieLearn reads it', async () => {
  await expect(renderLearner(prairielearn, sampleGrades.late)).toMatchFileSnapshot(
    '__snapshots__/learner/prairielearn.json.txt',
  );
});

test('what could not be judged is not gradable, and costs no attempt', () => {
  const shown = parsedLearners(prairielearn).map(([kind, value]) => {
    const read = v.parse(results, value);
    return [kind, read.gradable ? read.score : 'not gradable'];
  });
  expect(shown).toEqual([
    ['passed', 1],
    ['late', 0.72],
    ['crashed', 0.6],
    ['hidden', 0.9],
    ['error', 'not gradable'],
    ['refused', 'not gradable'],
    ['empty', 0],
    ['hostile', 0.1],
  ]);
});

test('of no points at all', () => {
  const none = { ...sampleGrades.passed, score: 0, maxScore: 0 };
  const scoreOf = (text: string) => (JSON.parse(text) as { readonly score: number }).score;
  expect(scoreOf(renderLearner(prairielearn, none))).toBe(1);
  expect(scoreOf(renderLearner(prairielearn, { ...none, outcome: 'failed' }))).toBe(0);
});

test('any learner, below the megabyte that it takes', () => {
  fc.assert(
    fc.property(hostileLearner, (grade) => {
      const text = renderLearner(prairielearn, grade);
      expect(v.is(results, JSON.parse(text))).toBe(true);
      expect(text).not.toContain(String.raw`\u0000`);
    }),
  );
});

test('the longest that can be, of sixty steps', () => {
  const long = {
    check: 'x',
    message: '宽"'.repeat(9000),
    why: '宽'.repeat(9000),
    help: '\\'.repeat(9000),
  };
  const ids = Array.from({ length: 60 }, (_, index) => `step-${index}`);
  const text = renderLearner(
    prairielearn,
    {
      ...sampleGrades.crashed,
      report: {
        ...sampleGrades.crashed.report,
        steps: ids.map((id) => ({
          id,
          title: id,
          durationMs: 1,
          status: 'failed',
          diagnostics: Array.from({ length: 50 }, () => long),
        })),
      },
    },
    {
      ...sampleClass,
      steps: ids.map((id) => ({ id, title: id, goal: 'parse', maxPoints: 1, hidden: false })),
    },
  );
  expect(Buffer.byteLength(text)).toBeLessThan(1_000_000);
});
