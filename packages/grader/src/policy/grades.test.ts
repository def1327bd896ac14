import type { Grading } from '@kit/checker';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gradingOf, reportOf, resultsOf, workshop } from './fixture.ts';
import type { Told } from './fixture.ts';
import { gradedSteps, gradesOf } from './grades.ts';
import type { Judged } from './grades.ts';

const whole = { first: 'passed', second: 'passed', tag: 'skipped', serve: 'passed' } as const;
const due = '2026-11-01T12:00:00Z';
const late = { kind: 'deduct', perDay: 0.1, most: 0.5 } as const;
const day = (number: number) => `2026-11-0${number}T11:00:00Z`;

interface Handed {
  readonly name?: string;
  readonly at?: string;
  readonly told?: Readonly<Record<string, Told>>;
  readonly not?: 'refused' | 'error';
}

function judged({ name = 'ada', at, told = whole, not }: Handed): Judged {
  const path = `class/${name}`;
  return {
    entry: { name, path, directory: `/${path}`, ...(at !== undefined && { submittedAt: at }) },
    result:
      not === undefined
        ? { kind: 'report', report: reportOf(resultsOf(told)) }
        : { kind: not, problem: { reason: 'why', help: 'what to do' } },
    known: false,
    durationMs: 5,
  };
}

const grades = (handed: readonly Handed[], grading: Partial<Grading> = {}) =>
  gradesOf(handed.map(judged), { workshop, grading: gradingOf(grading) });

test('a whole grade', () => {
  const results = resultsOf({ ...whole, first: ['one'] });
  const handed = { name: 'Ada L', at: day(2), told: { ...whole, first: ['one'] } };
  expect(grades([handed], { due, late })).toEqual([
    {
      name: 'Ada L',
      path: 'class/Ada L',
      folder: expect.stringMatching(/^Ada-L-[0-9a-f]{8}$/) as string,
      outcome: 'failed',
      score: 1.8,
      maxScore: 3,
      points: [
        { id: 'first', points: 0, maxPoints: 1 },
        { id: 'second', points: 1, maxPoints: 1 },
        { id: 'tag', points: 0, maxPoints: 0 },
        { id: 'serve', points: 1, maxPoints: 1 },
      ],
      late: { minutes: 23 * 60, deducted: 0.1 },
      submittedAt: day(2),
      known: false,
      durationMs: 5,
      report: reportOf(results),
    },
  ]);
});

test('sorted by name, each learner once', () => {
  const names = ['zoe', 'ada', 'Ben', 'zoe'];
  expect(grades(names.map((name) => ({ name }))).map(({ name }) => name)).toEqual([
    'ada',
    'Ben',
    'zoe',
  ]);
});

test('a fault of the machine is no failure, and keeps what was earned', () => {
  expect(grades([{ told: { ...whole, serve: 'error' } }])).toMatchObject([
    {
      outcome: 'error',
      score: 2,
      problem: { reason: 'the engine stopped', help: 'start it' },
    },
  ]);
});

test.each(['refused', 'error'] as const)('nothing was judged: %s', (not) => {
  const [grade] = grades([{ not }]);
  const problem = { reason: 'why', help: 'what to do' };
  expect(grade).toMatchObject({ outcome: not, score: 0, maxScore: 3, problem });
  expect(grade?.report).toMatchObject({
    outcome: not === 'error' ? 'error' : 'failed',
    submission: { directory: 'class/ada' },
    steps: workshop.steps.map(({ id }) => ({
      id,
      ...(not === 'error' ? { status: 'error', ...problem } : { status: 'skipped', reason: 'why' }),
    })),
  });
});

test('what came too late is refused, whatever it is worth', () => {
  expect(grades([{ at: day(2) }], { due, late: { kind: 'refuse' } })).toMatchObject([
    {
      outcome: 'refused',
      score: 0,
      late: { minutes: 23 * 60, deducted: 1 },
      problem: {
        reason: `It came 1380 minutes after it was due (${due}), and is not graded.`,
        help: 'Ask whoever set the due date.',
      },
    },
  ]);
});

const bad = { ...whole, first: ['one'] } as const;

test.each<[string, readonly Handed[], Partial<Grading>, object]>([
  ['one alone has no number', [{ at: day(1) }], {}, { score: 3 }],
  [
    'the best',
    [{ at: day(1) }, { at: day(2), told: bad }],
    {},
    { score: 3, attempt: { number: 1, of: 2 } },
  ],
  [
    'the latest',
    [{ at: day(2), told: bad }, { at: day(1) }],
    { attempts: 'latest' },
    { score: 2, attempt: { number: 2, of: 2 } },
  ],
  [
    'of equals the earlier',
    [{ at: day(2) }, { at: day(1) }],
    {},
    { submittedAt: day(1), attempt: { number: 1, of: 2 } },
  ],
  [
    'the best, after lateness',
    [
      { at: day(1), told: bad },
      { at: day(4), told: whole },
    ],
    { due, late: { kind: 'deduct', perDay: 0.2, most: 1 } },
    { score: 2, attempt: { number: 1, of: 2 } },
  ],
  [
    'the best of those in time',
    [{ at: day(1), told: bad }, { at: day(2) }],
    { due, late: { kind: 'refuse' }, attempts: 'latest' },
    { outcome: 'failed', score: 2, attempt: { number: 1, of: 2 } },
  ],
  [
    'a fault of the machine never takes the place of a verdict',
    [
      { at: day(1), told: { first: ['one'] } },
      { at: day(2), told: { ...whole, serve: 'error' } },
    ],
    { attempts: 'latest' },
    { outcome: 'failed', score: 0, attempt: { number: 1, of: 2 } },
  ],
  [
    'but of a refusal',
    [
      { at: day(1), not: 'error' },
      { at: day(2), not: 'refused' },
    ],
    { attempts: 'latest' },
    { outcome: 'error', attempt: { number: 1, of: 2 } },
  ],
  [
    'without times the order of the manifest',
    [{ told: bad }, {}, { told: {} }],
    { attempts: 'latest' },
    { score: 0, attempt: { number: 3, of: 3 } },
  ],
])('several attempts: %s', (_name, handed, grading, expected) => {
  const [grade, ...others] = grades(handed, grading);
  expect(others).toEqual([]);
  expect(grade).toMatchObject(expected);
  if (handed.length === 1) expect(grade).not.toHaveProperty('attempt');
});

test('hidden steps and those without points are told', () => {
  expect(
    gradedSteps({ workshop, grading: gradingOf({ points: { serve: 4 }, hidden: ['second'] }) }),
  ).toEqual([
    { id: 'first', title: 'first', goal: 'parse', maxPoints: 1, hidden: false },
    { id: 'second', title: 'second', goal: 'parse', maxPoints: 1, hidden: true },
    { id: 'tag', title: 'tag', goal: 'tag', maxPoints: 0, hidden: false },
    { id: 'serve', title: 'serve', goal: 'serve', maxPoints: 4, hidden: false },
  ]);
});

const handed: fc.Arbitrary<Handed> = fc.record({
  name: fc.constantFrom('ada', 'Ben', 'zoe'),
  told: fc.constantFrom(whole, bad, { first: ['one'] }, { ...whole, serve: 'error' as const }),
});
const rules = fc.record({
  attempts: fc.constantFrom('best', 'latest' as const),
  late: fc.constantFrom(late, { kind: 'accept' } as const, { kind: 'refuse' } as const),
});
const start = Date.parse('2026-10-31T00:00:00Z');

test('neither the order of the class nor that of the attempts matters', () => {
  fc.assert(
    fc.property(
      fc.array(handed, { maxLength: 12 }).chain((all) => {
        const timed = all.map((each, hour) => ({
          ...each,
          at: new Date(start + hour * 5 * 3_600_000).toISOString(),
        }));
        return fc.tuple(
          fc.constant(timed),
          fc.shuffledSubarray(timed, { minLength: timed.length }),
        );
      }),
      rules,
      ([inOrder, shuffled], grading) => {
        expect(grades(shuffled, { due, ...grading })).toEqual(grades(inOrder, { due, ...grading }));
      },
    ),
  );
});

test('lateness never raises a score', () => {
  fc.assert(
    fc.property(handed, rules, fc.integer({ min: 0, max: 20_000 }), (one, grading, minutes) => {
      const at = new Date(Date.parse(due) + minutes * 60_000).toISOString();
      const [inTime] = grades([one], { due, ...grading });
      const [after] = grades([{ ...one, at }], { due, ...grading });
      expect(after?.score).toBeLessThanOrEqual(inTime?.score ?? 0);
    }),
  );
});
