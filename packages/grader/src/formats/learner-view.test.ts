import { expect, test } from 'vitest';
import { gradeSentences } from './grade-sentences.ts';
import { learnerView, notYourFault } from './learner-view.ts';
import { sampleClass, sampleGrades } from './samples.ts';

const view = (kind: keyof typeof sampleGrades) => learnerView(sampleGrades[kind], sampleClass);
const sentences = (kind: keyof typeof sampleGrades) =>
  gradeSentences(sampleGrades[kind], view(kind));

test('hidden steps are not in it, nor in its points and outcome', () => {
  const { steps, ...rest } = view('hidden');
  expect(steps.map(({ number, result }) => [number, result.id])).toEqual([
    [1, 'create-dockerfile'],
    [2, 'base-image'],
    [3, 'expose-port'],
    [4, 'start-command'],
    [5, 'build-image'],
    [6, 'tag-image'],
    [7, 'serve'],
  ]);
  expect(rest).toEqual({
    outcome: 'passed',
    points: 9,
    maxPoints: 9,
    score: 9,
    countsMore: true,
  });
});

test('lateness takes its share', () => {
  expect(view('late')).toMatchObject({ outcome: 'failed', points: 8, maxPoints: 9, score: 6.4 });
});

test('a fault of the machine is not explained, for it is the grader’s to mend', () => {
  const { outcome, score, steps } = view('error');
  expect([outcome, score, steps[4]?.result]).toMatchObject([
    'error',
    0,
    { status: 'error', reason: notYourFault, help: '' },
  ]);
});

test('the machine’s fault in a hidden step leaves the whole grade open', () => {
  const steps = sampleGrades.error.report.steps.map((step) =>
    step.id === 'keeps-secrets' ? step : { ...step, status: 'passed' as const },
  );
  const grade = { ...sampleGrades.error, report: { ...sampleGrades.error.report, steps } };
  expect(learnerView(grade, sampleClass).outcome).toBe('error');
});

test.each([
  [
    'passed',
    ['All that was judged passed: 9 of 9 points.', 'Your grade counts more than is listed here.'],
  ],
  [
    'late',
    [
      '8 of 9 points.',
      'It came 1 day 7 hours 30 minutes late, which takes 20% of them and leaves 6.4.',
      'This is your attempt 2 of 3, the one that counts.',
      'Your grade counts more than is listed here.',
    ],
  ],
  ['error', [notYourFault]],
  [
    'refused',
    [
      'Nothing was judged.',
      'Line 2 mounts a folder of the builder: `RUN --mount=type=cache …`.',
      'Install without `--mount`.',
    ],
  ],
] as const)('%s in words', (kind, words) => {
  expect(sentences(kind)).toEqual(words);
});

test('with no hidden step there is nothing more', () => {
  const report = { ...sampleClass, steps: sampleClass.steps.filter(({ hidden }) => !hidden) };
  const grade = { ...sampleGrades.passed, late: { minutes: 0.4, deducted: 0 } };
  expect(gradeSentences(grade, learnerView(grade, report))).toEqual([
    'All that was judged passed: 9 of 9 points.',
    'It came less than a minute late, which costs nothing.',
  ]);
});
