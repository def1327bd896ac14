import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { githubClassroom } from './github-classroom.ts';
import { hostileLearner, renderLearner } from './render-learner.ts';
import { sampleGrades } from './samples.ts';

// What the reporter takes from a runner's environment (classroom-resources/autograding-grading-reporter,
// src/main.js and src/helpers/test-helpers.js), and the two ways in which it counts.
const points = v.pipe(v.number(), v.finite(), v.minValue(0));
const runnerResult = v.strictObject({
  version: v.literal(1),
  status: v.picklist(['pass', 'fail', 'error']),
  max_score: points,
  tests: v.pipe(
    v.array(
      v.strictObject({
        name: v.pipe(v.string(), v.maxLength(400)),
        status: v.picklist(['pass', 'fail', 'error']),
        score: points,
        message: v.string(),
        test_code: v.string(),
        filename: v.string(),
        line_no: v.pipe(v.number(), v.integer(), v.minValue(0)),
        execution_time: v.string(),
      }),
    ),
    v.minLength(1),
  ),
});

function read(text: string) {
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/=(.*)/s));
  const environment = Object.fromEntries(lines) as Record<string, string>;
  const runners = environment.WORKSHOP_RUNNERS?.split(',') ?? [];
  const results = runners.map((runner) => {
    expect(runner).toMatch(/^[a-zA-Z0-9]+$/);
    const encoded = environment[`${runner.toUpperCase()}_RESULTS`] ?? '';
    return v.parse(runnerResult, JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')));
  });
  expect(lines).toHaveLength(runners.length + 1);
  return results;
}

const sum = (values: readonly number[]) =>
  Math.round(values.reduce((total, value) => total + value, 0) * 100) / 100;
/** In its notice, which GitHub Classroom keeps. */
const reported = (results: ReturnType<typeof read>) =>
  sum(
    results
      .filter(({ max_score }) => max_score > 0)
      .flatMap(({ tests }) => tests.map(({ score }) => score)),
  );
/** In its table. */
const printed = (results: ReturnType<typeof read>) =>
  sum(
    results.map(
      ({ tests, max_score }) =>
        (tests.filter(({ status }) => status === 'pass').length / tests.length) * max_score,
    ),
  );

test('a line a step, and the list of the runners', () => {
  const text = renderLearner(githubClassroom, sampleGrades.crashed);
  expect(text.replaceAll(/=eyJ\S+/g, '=…')).toBe(
    [
      'STEP1CREATEDOCKERFILE_RESULTS=…',
      'STEP2BASEIMAGE_RESULTS=…',
      'STEP3EXPOSEPORT_RESULTS=…',
      'STEP4STARTCOMMAND_RESULTS=…',
      'STEP5BUILDIMAGE_RESULTS=…',
      'STEP7SERVE_RESULTS=…',
      'WORKSHOP_RUNNERS=step1createdockerfile,step2baseimage,step3exposeport,step4startcommand,step5buildimage,step7serve',
      '',
    ].join('\n'),
  );
});

test('as the reporter reads it', async () => {
  const shown = JSON.stringify(
    read(renderLearner(githubClassroom, sampleGrades.late)),
    undefined,
    2,
  );
  await expect(`${shown}\n`).toMatchFileSnapshot('__snapshots__/learner/github-classroom.json.txt');
});

test('both its ways of counting agree, but for what lateness takes', () => {
  const shown = Object.entries(sampleGrades).map(([kind, grade]) => {
    const results = read(renderLearner(githubClassroom, grade));
    const maximum = sum(results.map(({ max_score }) => max_score));
    return [kind, reported(results), printed(results), maximum];
  });
  expect(shown).toEqual([
    ['passed', 9, 9, 9],
    ['late', 6.4, 8, 9],
    ['crashed', 5, 5, 9],
    ['hidden', 9, 9, 9],
    // With a maximum of 0 the reporter tells GitHub Classroom nothing.
    ['error', 0, 0, 0],
    ['refused', 0, 0, 9],
    ['empty', 0, 0, 9],
    ['hostile', 1, 1, 9],
  ]);
});

test('any learner: lines of an environment file, each of letters and digits', () => {
  fc.assert(
    fc.property(hostileLearner, (grade) => {
      const text = renderLearner(githubClassroom, grade);
      expect(text).toMatch(
        /^(?:[A-Z0-9]+_RESULTS=[A-Za-z0-9+/]+=*\n)*WORKSHOP_RUNNERS=[a-z0-9,]*\n$/,
      );
      for (const { tests } of read(text)) expect(tests[0]?.name).not.toMatch(/\p{Cc}|\p{Cf}/u);
    }),
  );
});
