import { expect, test } from 'vitest';
import { learnerJson } from './learner-json.ts';
import { parsedLearners, renderLearner } from './render-learner.ts';
import { sampleGrades } from './samples.ts';

test('the learner’s own report, with the points', async () => {
  await expect(renderLearner(learnerJson, sampleGrades.late)).toMatchFileSnapshot(
    '__snapshots__/learner/late.json.txt',
  );
});

test('what counts, for each kind', () => {
  const shown = parsedLearners(learnerJson).map(([kind, value]) => {
    const { outcome, grade } = value as {
      readonly outcome: string;
      readonly grade: {
        readonly outcome: string;
        readonly score: number;
        readonly maxScore: number;
      };
    };
    return [kind, outcome, grade.outcome, grade.score, grade.maxScore];
  });
  expect(shown).toEqual([
    ['passed', 'passed', 'passed', 9, 9],
    ['late', 'failed', 'failed', 6.4, 9],
    ['crashed', 'failed', 'failed', 5, 9],
    ['hidden', 'passed', 'passed', 9, 9],
    ['error', 'error', 'error', 0, 9],
    ['refused', 'failed', 'refused', 0, 9],
    ['empty', 'failed', 'failed', 0, 9],
    ['hostile', 'failed', 'failed', 1, 9],
  ]);
});

test('how the grader’s engine is used, and where the kit was wrong, is not in it', () => {
  const { report } = sampleGrades.passed;
  const text = renderLearner(learnerJson, {
    ...sampleGrades.passed,
    report: {
      ...report,
      engine: { name: 'Docker', version: '28', howToUseDocker: 'export DOCKER_HOST=…' },
      corrections: [{ step: 'keeps-secrets', predicted: 'passed', actual: 'failed' }],
    },
  });
  expect(text).not.toMatch(/DOCKER_HOST|corrections/);
});
