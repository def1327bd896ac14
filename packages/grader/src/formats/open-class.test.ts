import { expect, test } from 'vitest';
import { openClass } from './open-class.ts';
import { sampleClass, sampleGrades } from './samples.ts';

const { passed, late, hidden, error, refused } = sampleGrades;
const seen = openClass({
  ...sampleClass,
  submissions: [passed, late, hidden, error, refused],
});

test('nobody can tell how a hidden step went', () => {
  expect(JSON.stringify({ ...seen, versions: {} })).not.toMatch(/keeps-secrets|password/);
  expect(
    seen.submissions.map(({ name, outcome, score, maxScore }) => [name, outcome, score, maxScore]),
  ).toEqual([
    ['ada', 'passed', 9, 9],
    ['ben', 'failed', 6.4, 9],
    ['dora', 'passed', 9, 9],
    ['emil', 'error', 0, 9],
    ['finn', 'refused', 0, 9],
  ]);
});

test('nor by its name, where another step waits for it', () => {
  const steps = passed.report.steps.map((step) =>
    step.id === 'serve'
      ? { ...step, status: 'blocked' as const, blockedBy: 'keeps-secrets' }
      : step,
  );
  const { submissions } = openClass({
    ...sampleClass,
    submissions: [{ ...passed, report: { ...passed.report, steps } }],
  });
  expect(submissions[0]?.report.steps.at(-1)).toMatchObject({
    id: 'serve',
    status: 'skipped',
    reason: 'An earlier step has not passed.',
  });
});

test('where nothing is hidden, all is as it was', () => {
  const open = { ...sampleClass, steps: sampleClass.steps.filter((step) => !step.hidden) };
  expect(openClass(open)).toBe(open);
});
