import fc from 'fast-check';
import { Parser } from 'tap-parser';
import type { FinalResults, Result } from 'tap-parser';
import { describe, expect, test } from 'vitest';
import { hostileClass } from './hostile-class.ts';
import { classes, renderClass } from './render-class.ts';
import { sampleClass, sampleGrades } from './samples.ts';
import { tap } from './tap.ts';

interface Read {
  readonly results: FinalResults;
  readonly learners: readonly Result[];
  readonly steps: readonly (readonly Result[])[];
  readonly bailOut: unknown;
}

/** As a reader understands it that forgives nothing. */
function read(text: string): Read {
  const learners: Result[] = [];
  const steps: Result[][] = [];
  let final: FinalResults | undefined;
  const parser = new Parser({ strict: true }, (results) => (final = results));
  parser.on('assert', (result: Result) => learners.push(result));
  parser.on('child', (child: Parser) => {
    const points: Result[] = [];
    steps.push(points);
    child.on('assert', (result: Result) => points.push(result));
  });
  parser.end(text);
  if (final === undefined) throw new Error('not read to its end');
  return { results: final, learners, steps, bailOut: final.bailout };
}

const errorsOf = ({ results }: Read) => results.failures.filter(({ tapError }) => tapError);

describe('read by a strict reader', () => {
  test.each(Object.entries(classes))('%s', (_, submissions) => {
    const seen = read(renderClass(tap, { submissions }));
    expect(errorsOf(seen)).toEqual([]);
    expect(seen.learners.length).toBe(submissions.length);
    expect(seen.steps.every((points) => points.length === sampleClass.steps.length)).toBe(true);
  });

  test('anybody', () => {
    fc.assert(
      fc.property(hostileClass, (report) => {
        const text = renderClass(tap, report);
        const seen = read(text);
        expect(errorsOf(seen)).toEqual([]);
        expect(seen.learners.length).toBe(report.submissions.length);
        expect(seen.steps.map((points) => points.length)).toEqual(
          report.submissions.map(() => sampleClass.steps.length),
        );
        expect(text.isWellFormed()).toBe(true);
      }),
    );
  });
});

test('what each learner and each step comes out as', () => {
  const { learners, steps } = read(renderClass(tap));
  const letter = ({ ok, skip }: Result) => (ok ? (skip ? 's' : '.') : 'F');
  expect(
    learners.map((learner, index) => [letter(learner), steps[index]?.map(letter).join('')]),
  ).toEqual([
    ['.', '.....s..'],
    ['F', '..F..s..'],
    ['F', '.....sF.'],
    ['F', '.....s.F'],
    ['s', '....ssss'],
    ['s', 'ssssssss'],
    ['F', 'Fsssssss'],
    ['F', '.Fssssss'],
  ]);
  expect(learners.map(({ skip }) => skip).filter((skip) => skip !== false)).toEqual([
    'Could not be judged: The container engine stopped answering while building the image.',
    'Refused: Line 2 mounts a folder of the builder: `RUN --mount=type=cache …`.',
  ]);
});

test('a name comes back as it was', () => {
  const name = 'C:\\x # SKIP {';
  const { learners } = read(renderClass(tap, { submissions: [{ ...sampleGrades.late, name }] }));
  expect(learners.map((learner) => learner.name)).toEqual(['C:\\x # SKIP (']);
});

test('a mistake has its diagnosis', () => {
  const { steps } = read(renderClass(tap, { submissions: [sampleGrades.crashed] }));
  const failed = steps[0]?.find(({ ok }) => !ok);
  expect(failed?.diag).toMatchObject({
    step: 'serve',
    mistakes: [
      {
        check: 'serves',
        why: `The container’s last lines:
    Traceback (most recent call last):
      File "/usr/src/app/server.py", line 7, in <module>
    ModuleNotFoundError: No module named 'flask'`,
      },
    ],
  });
});

test('no text of a learner begins a line', () => {
  const text = renderClass(tap);
  expect(text).not.toMatch(/^\s*(Traceback|::warning|ok 1 - fooled|this\.)/m);
});

test.each([
  ['nobody is judged', [sampleGrades.error, sampleGrades.error], true],
  ['one is', [sampleGrades.error, sampleGrades.passed], false],
  ['there is nobody', [], false],
])('it bails out where %s: %#', (_, submissions, expected) => {
  const { bailOut, learners } = read(renderClass(tap, { submissions }));
  expect(bailOut !== false).toBe(expected);
  // Behind all that is known.
  expect(learners.length).toBe(submissions.length);
});

test('to be read', async () => {
  await expect(renderClass(tap)).toMatchFileSnapshot('__snapshots__/class.tap');
});
