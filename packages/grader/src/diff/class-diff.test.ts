import type { StepResult } from '@kit/checker';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClassReport, SubmissionGrade } from '../class-report.ts';
import { hostileClass } from '../formats/hostile-class.ts';
import { sampleClass, sampleGrades } from '../formats/samples.ts';
import { diffClasses } from './class-diff.ts';
import { diffJson } from './diff-json.ts';
import { diffText } from './diff-text.ts';

const { passed, late, crashed, hidden, error } = sampleGrades;

function run(submissions: readonly SubmissionGrade[], changes: Partial<ClassReport> = {}) {
  return { ...sampleClass, ...changes, submissions };
}

/** The same learner with other results. */
function as(grade: SubmissionGrade, { name }: SubmissionGrade): SubmissionGrade {
  return { ...grade, name };
}

const next = {
  startedAt: '2026-11-04T09:12:30.000Z',
  versions: { ...sampleClass.versions, workshop: 'd'.repeat(64) },
};
// One who passed crashes, one who crashed passes, one is the same, two come and two go.
const before = run([passed, crashed, hidden, error, { ...late, name: 'zed' }]);
const after = run(
  [as(crashed, passed), as(passed, crashed), hidden, late, { ...passed, name: 'new' }],
  next,
);
const diff = diffClasses(before, after);
const message = 'The container ended with exit code 1 before it answered.';

test('learners, steps and checks, before and after', () => {
  expect(diff).toEqual({
    schema: 'workshop/class-diff/v1',
    workshop: 'containerize-python',
    title: 'Containerize a Python app',
    runs: {
      before: {
        startedAt: sampleClass.startedAt,
        versions: sampleClass.versions,
        submissions: 5,
      },
      after: { ...next, submissions: 5 },
    },
    added: ['ben', 'new'],
    removed: ['emil', 'zed'],
    same: 1,
    changed: [
      {
        name: 'ada',
        outcome: { before: 'passed', after: 'failed' },
        score: { before: 10, after: 6 },
        maxScore: { before: 10, after: 10 },
        steps: [
          {
            id: 'serve',
            title: 'Run the container',
            status: { before: 'passed', after: 'failed' },
            points: { before: 4, after: 0 },
            told: { before: '', after: message },
          },
        ],
      },
      {
        name: 'cleo',
        outcome: { before: 'failed', after: 'passed' },
        score: { before: 6, after: 10 },
        maxScore: { before: 10, after: 10 },
        steps: [
          {
            id: 'serve',
            title: 'Run the container',
            status: { before: 'failed', after: 'passed' },
            points: { before: 0, after: 4 },
            told: { before: message, after: '' },
          },
        ],
      },
    ],
    steps: [],
    checks: [],
  });
});

const names = [passed, late, crashed];
const class3 = (...grades: readonly SubmissionGrade[]) =>
  run(grades.map((grade, index) => as(grade, names[index] ?? grade)));
const counted = diffClasses(class3(late, passed, passed), class3(crashed, crashed, passed));

test('how many pass a step, and whom a check tells of a mistake, of those in both', () => {
  expect(counted).toMatchObject({
    steps: [
      { name: 'Expose the port', learners: { before: 2, after: 3 } },
      { name: 'Run the container', learners: { before: 3, after: 1 } },
    ],
    checks: [
      { name: 'serves', learners: { before: 0, after: 2 } },
      { name: 'exposes-port', learners: { before: 1, after: 0 } },
    ],
  });
});

test('a step that came or went with the workshop', () => {
  const without = sampleClass.steps.filter(({ id }) => id !== 'serve');
  const steps: readonly StepResult[] = passed.report.steps.filter(({ id }) => id !== 'serve');
  const fewer = run([{ ...passed, maxScore: 6, score: 6, report: { ...passed.report, steps } }], {
    steps: without,
  });
  const step = { id: 'serve', title: 'Run the container', told: { before: '', after: '' } };
  expect(diffClasses(fewer, run([passed])).changed[0]?.steps).toEqual([
    {
      ...step,
      status: { before: 'absent', after: 'passed' },
      points: { before: 0, after: 4 },
    },
  ]);
  expect(diffClasses(run([passed]), fewer).changed[0]?.steps).toEqual([
    {
      ...step,
      status: { before: 'passed', after: 'absent' },
      points: { before: 4, after: 0 },
    },
  ]);
});

test('points alone are a change', () => {
  const points = passed.points.map((each) => (each.id === 'serve' ? { ...each, points: 3 } : each));
  const { changed } = diffClasses(run([passed]), run([{ ...passed, points, score: 9 }]));
  expect(changed).toMatchObject([
    {
      score: { before: 10, after: 9 },
      steps: [{ status: { before: 'passed', after: 'passed' }, points: { before: 4, after: 3 } }],
    },
  ]);
});

const plain = { color: false, unicode: true, width: 80 };

describe('for the terminal', () => {
  test('as it is shown', () => {
    return expect(diffText(diff, plain) + diffText(counted, plain)).toMatchFileSnapshot(
      '__snapshots__/diff.txt',
    );
  });

  test('where nothing has changed', () => {
    expect(diffText(diffClasses(before, before), plain)).toBe(`
  Containerize a Python app: two gradings
  Before: 2026-11-03 08:00 UTC, 5 submissions. After: 2026-11-03 08:00 UTC, 5
  submissions. The checks are the same.
  0 learners with another result, 5 with the same.
`);
  });

  test('in ASCII', () => {
    expect(diffText(diff, { ...plain, unicode: false })).toMatch(/^[\n\x20-\x7e]*$/);
  });
});

function eachOnce(report: ClassReport): ClassReport {
  const names = new Map(report.submissions.map((grade) => [grade.name, grade]));
  return run([...names.values()], report);
}

test('any two gradings', () => {
  fc.assert(
    fc.property(hostileClass.map(eachOnce), hostileClass.map(eachOnce), (one, other) => {
      const forth = diffClasses(one, other);
      const back = diffClasses(other, one);
      expect(back.added).toEqual(forth.removed);
      expect(back.same).toBe(forth.same);
      expect(diffClasses(one, one)).toMatchObject({ changed: [], added: [], removed: [] });
      const lines = diffText(forth, plain).split('\n');
      expect(lines.filter((line) => line.length > 80)).toEqual([]);
      // eslint-disable-next-line no-control-regex
      expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
      const json = diffJson(forth);
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(forth)));
      expect(json).not.toMatch(/[\u007f-\u009f\u202a-\u202e]/);
    }),
    { numRuns: 60 },
  );
});
