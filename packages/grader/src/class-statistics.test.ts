import { describe, expect, test } from 'vitest';
import type { ClassReport, SubmissionGrade } from './class-report.ts';
import { classStatistics } from './class-statistics.ts';
import { sampleClass, sampleGrades } from './formats/samples.ts';

const { late, crashed, hidden, error, refused, empty, hostile } = sampleGrades;
const classOf = (...submissions: readonly SubmissionGrade[]): ClassReport => ({
  ...sampleClass,
  submissions,
});

describe('a class with one learner of each kind', () => {
  const statistics = classStatistics(sampleClass);

  test('outcomes, scores and lateness', () => {
    expect(statistics.outcomes).toEqual({ passed: 1, failed: 5, refused: 1, error: 1 });
    // Of the learner with an error the steps before it count; of the refused one nothing does.
    expect(statistics.judged).toBe(7);
    expect(statistics.late).toBe(1);
    // Of 10, 7.2, 6, 9, 0 and 1.
    expect(statistics.scores?.mean).toBeCloseTo(33.2 / 6);
    expect(statistics.scores?.median).toBeCloseTo(6.6);
  });

  test('every step, with those whom it could not judge apart', () => {
    expect(
      statistics.steps.map(({ step, counts, passedShare }) => [
        step.id,
        ...Object.values(counts),
        passedShare?.toFixed(2),
      ]),
    ).toEqual([
      // passed, failed, blocked, skipped, error, share of passed
      ['create-dockerfile', 6, 1, 0, 1, 0, '0.86'],
      ['base-image', 5, 1, 1, 1, 0, '0.83'],
      ['expose-port', 4, 1, 2, 1, 0, '0.80'],
      ['start-command', 5, 0, 2, 1, 0, '1.00'],
      ['build-image', 4, 0, 2, 1, 1, '1.00'],
      ['tag-image', 0, 0, 1, 7, 0, undefined],
      ['serve', 3, 1, 2, 1, 1, '0.75'],
      ['keeps-secrets', 3, 1, 2, 1, 1, '0.75'],
    ]);
  });

  test('mistakes: neither a machine’s fault nor a refusal is one', () => {
    const made = statistics.mistakes.map(({ check, learners }) => [check, learners]);
    expect(made).toEqual([
      ['exposes-port', [late]],
      ['serves', [crashed]],
      ['secrets', [hidden]],
      ['has-dockerfile', [empty]],
      ['based-on', [hostile]],
    ]);
  });

  test('without the hidden steps nothing of them is left', () => {
    const open = { ...sampleClass, steps: sampleClass.steps.filter((step) => !step.hidden) };
    const { steps, mistakes } = classStatistics(open);
    expect(steps.map(({ step }) => step.id)).not.toContain('keeps-secrets');
    expect(mistakes.map(({ check }) => check)).not.toContain('secrets');
  });
});

describe('mistakes', () => {
  /** The same grade with another message. */
  const saying = (message: string, name: string): SubmissionGrade => ({
    ...late,
    name,
    report: {
      ...late.report,
      steps: late.report.steps.map((step) => ({
        ...step,
        diagnostics: step.diagnostics.map((diagnostic) => ({ ...diagnostic, message })),
      })),
    },
  });
  const [first, second, third] = [
    saying('Line 4: `80` is no port.', 'a'),
    saying('Line 12: `8080` is no port.', 'b'),
    saying('It exposes `8000/udp`.', 'c'),
  ];

  test('of one check are one, with an example of each wording, the commonest first', () => {
    const { mistakes } = classStatistics(
      classOf(third, first, second, sampleGrades.passed, sampleGrades.passed),
    );
    expect(mistakes).toEqual([
      {
        check: 'exposes-port',
        steps: [sampleClass.steps[2]],
        count: 3,
        learners: [third, first, second],
        share: 0.6,
        examples: [
          { ...example(first), learners: 2 },
          { ...example(third), learners: 1 },
        ],
      },
    ]);
  });

  function example(grade: SubmissionGrade) {
    return {
      grade,
      diagnostic: grade.report.steps[2]?.diagnostics[0],
      lines: [
        { number: 3, text: 'COPY . .', isWrong: false },
        { number: 4, text: '# EXPOSE 8000', isWrong: true },
        { number: 5, text: 'RUN pip install -qr requirements.txt', isWrong: false },
      ],
    };
  }

  test('a learner who makes one twice is one learner', () => {
    const steps = first.report.steps.map((step) => ({
      ...step,
      diagnostics: [...step.diagnostics, ...step.diagnostics],
    }));
    const twice = { ...first, report: { ...first.report, steps } };
    const { mistakes } = classStatistics(classOf(twice));
    expect(mistakes.map(({ count, learners, share }) => [count, learners.length, share])).toEqual([
      [2, 1, 1],
    ]);
  });

  test('the most frequent come first', () => {
    const { mistakes } = classStatistics(classOf(crashed, late, first));
    expect(mistakes.map(({ check }) => check)).toEqual(['exposes-port', 'serves']);
  });
});

describe('times', () => {
  const taking = (...durations: readonly number[]) =>
    durations.map((durationMs) => ({ ...sampleGrades.passed, durationMs }));

  test('of ten, with the five slowest', () => {
    const { times } = classStatistics(classOf(...taking(1, 2, 3, 4, 5, 6, 7, 8, 100, 9)));
    expect(times).toMatchObject({ total: 145, median: 5.5 });
    expect(times.ninth).toBeCloseTo(18.1);
    expect(times.slowest.map(({ durationMs }) => durationMs)).toEqual([100, 9, 8, 7, 6]);
  });

  test('what was refused took none', () => {
    const { times } = classStatistics(classOf(refused, ...taking(7)));
    expect(times).toMatchObject({ total: 7, median: 7, ninth: 7 });
  });
});

test('a class of nobody', () => {
  expect(classStatistics(classOf())).toEqual({
    outcomes: { passed: 0, failed: 0, refused: 0, error: 0 },
    judged: 0,
    late: 0,
    steps: sampleClass.steps.map((step) => ({
      step,
      counts: { passed: 0, failed: 0, blocked: 0, skipped: 0, error: 0 },
    })),
    mistakes: [],
    times: { total: 0, median: 0, ninth: 0, slowest: [] },
  });
});

test('a class where nobody could be judged to the end has no scores', () => {
  expect(classStatistics(classOf(error, refused)).scores).toBeUndefined();
});
