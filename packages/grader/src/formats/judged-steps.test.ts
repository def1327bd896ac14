import { expect, test } from 'vitest';
import { explained, judgedSteps, whyNotJudged } from './judged-steps.ts';
import { sampleClass, sampleGrades } from './samples.ts';

const { error, late, refused } = sampleGrades;

test('every step has a result, also where grading ended before it', () => {
  const cut = { ...error, points: [], report: { ...error.report, steps: [] } };
  expect(judgedSteps(cut, sampleClass).map(({ result }) => result.status)).toEqual(
    sampleClass.steps.map(() => 'error'),
  );
  expect(judgedSteps({ ...cut, outcome: 'refused' }, sampleClass)[0]).toEqual({
    step: sampleClass.steps[0],
    result: {
      id: 'create-dockerfile',
      title: 'Create a Dockerfile',
      durationMs: 0,
      diagnostics: [],
      status: 'skipped',
      reason: 'The container engine stopped answering while building the image.',
    },
    points: { id: 'create-dockerfile', points: 0, maxPoints: 1 },
  });
});

test.each([
  [late, 0, undefined],
  [late, 2, undefined],
  [sampleGrades.hostile, 6, 'The step build-image has not passed.'],
  [late, 5, 'Tags are on the learner’s own engine, which grading cannot see.'],
  [
    error,
    4,
    'The container engine stopped answering while building the image. Start the engine again, then run the same command again.',
  ],
  [
    refused,
    0,
    'Refused: Line 2 mounts a folder of the builder: `RUN --mount=type=cache …`. Install without `--mount`.',
  ],
])('why $name’s step %i has no verdict', (grade, index, why) => {
  const judged = judgedSteps(grade, sampleClass)[index];
  expect(judged && whyNotJudged(grade, judged.result)).toBe(why);
});

test('a diagnostic in whole', () => {
  const diagnostic = late.report.steps[2]?.diagnostics[0];
  expect(diagnostic && explained({ ...diagnostic, rule: 'hadolint DL0001' })).toBe(
    `Line 4: The image exposes no port: \`EXPOSE 8000\` stands in a comment.
Why: A line that begins with \`#\` is for people only, and Docker skips it.
Do: Remove the \`#\` in front of \`EXPOSE 8000\`.
Docs: https://docs.docker.com/reference/dockerfile/#expose
Rule: hadolint DL0001`,
  );
});
