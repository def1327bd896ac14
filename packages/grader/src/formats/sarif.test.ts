import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import ajvFormats from 'ajv-formats';
import fc from 'fast-check';
import type { Log, Result, Run } from 'sarif';
import { describe, expect, test } from 'vitest';
import type { ClassReport, SubmissionGrade } from '../class-report.ts';
import { hostileClass } from './hostile-class.ts';
import { classes, renderClass } from './render-class.ts';
import { sampleGrades } from './samples.ts';
import { mostResults, sarif } from './sarif.ts';

const require = createRequire(import.meta.url);
const {
  $schema: _,
  id: __,
  ...schema
} = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as {
  readonly $schema: string;
  readonly id: string;
};
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
ajvFormats.default(ajv);
const validate = ajv.compile(schema);

function faultsOf(text: string): unknown {
  validate(JSON.parse(text));
  return validate.errors ?? [];
}

function runOf(report: Partial<ClassReport>): Run & { readonly results: Result[] } {
  const { runs } = JSON.parse(renderClass(sarif, report)) as Log;
  const [run] = runs;
  if (run?.results === undefined || runs.length !== 1) throw new Error('not one run');
  return { ...run, results: run.results };
}

const learnerOf = (properties: Result['properties']): unknown => properties?.learner;

const fingerprints = (grade: SubmissionGrade) =>
  runOf({ submissions: [grade] }).results.map(({ partialFingerprints }) => partialFingerprints);

describe('valid, as the schema has it', () => {
  test.each(Object.entries(classes))('%s', (_, submissions) => {
    expect(faultsOf(renderClass(sarif, { submissions }))).toEqual([]);
  });

  test('anybody', () => {
    fc.assert(
      fc.property(hostileClass, (report) => {
        const text = renderClass(sarif, report);
        expect(faultsOf(text)).toEqual([]);
        // Lone surrogates would be escaped, and refused by strict readers.
        expect(text).not.toMatch(/\\u(d[89a-f]|00)/i);
        const messages = runOf(report).results.map(({ message }) => message.text ?? '');
        expect(messages.join('')).not.toContain('](');
        expect(messages).not.toContain('');
      }),
    );
  });
});

test('a mistake is an error, a refusal a warning; the machine’s fault is no result', () => {
  const { results, invocations } = runOf({});
  expect(
    results.map(({ ruleId, level, properties }) => [ruleId, level, learnerOf(properties)]),
  ).toEqual([
    ['exposes-port', 'error', 'ben'],
    ['serves', 'error', 'cleo'],
    ['secrets', 'error', 'dora'],
    ['submission-refused', 'warning', 'finn'],
    ['has-dockerfile', 'error', 'gus'],
    ['based-on', 'error', expect.stringContaining('HYPERLINK')],
  ]);
  expect(invocations?.[0]).toMatchObject({
    executionSuccessful: false,
    toolExecutionNotifications: [
      {
        level: 'error',
        message: {
          text: 'emil: The container engine stopped answering while building the image. Start the engine again, then run the same command again.',
        },
      },
    ],
  });
});

test('good habits are notes, of those who have nothing to mend', () => {
  const advice = [
    { check: 'own-user', message: 'It runs as root.', why: 'It need not.', help: 'Add `USER`.' },
  ];
  const withAdvice = ({ passed, late }: typeof sampleGrades) =>
    [passed, late].map((grade) => ({ ...grade, report: { ...grade.report, advice } }));
  const { results } = runOf({ submissions: withAdvice(sampleGrades) });
  expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
    ['own-user', 'note'],
    ['exposes-port', 'error'],
  ]);
});

describe('fingerprints', () => {
  const { late } = sampleGrades;
  const [, , expose] = late.report.steps;
  /** The same grade with `lines` above everything, and other words about it. */
  const moved = (lines: number): SubmissionGrade => ({
    ...late,
    report: {
      ...late.report,
      submission: {
        ...late.report.submission,
        source: '# hello\n'.repeat(lines) + (late.report.submission.source ?? ''),
      },
      steps: late.report.steps.map((step) =>
        step === expose
          ? {
              ...step,
              diagnostics: step.diagnostics.map((diagnostic) => ({
                ...diagnostic,
                message: `After ${lines * 17} ms: no port.`,
                range: {
                  start: { line: 4 + lines, column: 1 },
                  end: { line: 4 + lines, column: 14 },
                },
              })),
            }
          : step,
      ),
    },
  });

  test('stay over runs and lines', () => {
    expect(fingerprints(moved(7))).toEqual(fingerprints(late));
    expect(fingerprints(late)).toEqual([
      { primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]{32}:1$/) as string },
    ]);
  });

  test('differ between learners, and between two mistakes on one line', () => {
    const twice = {
      ...late,
      report: {
        ...late.report,
        steps: late.report.steps.map((step) => ({
          ...step,
          diagnostics: [...step.diagnostics, ...step.diagnostics],
        })),
      },
    };
    const all = [twice, { ...late, name: 'other' }].flatMap(fingerprints);
    expect(new Set(all.map((each) => each?.primaryLocationLineHash)).size).toBe(3);
  });
});

test('where it is: relative as the folder was named, and encoded', () => {
  const uri = (path: string) =>
    runOf({ submissions: [{ ...sampleGrades.late, path }] }).results[0]?.locations?.[0]
      ?.physicalLocation;
  expect(uri('./class/ben')).toEqual({
    artifactLocation: { uri: 'class/ben/Dockerfile' },
    region: { startLine: 4, startColumn: 1, endLine: 4, endColumn: 14 },
  });
  expect(uri('/srv/c:d/ä b')?.artifactLocation?.uri).toBe(
    'file:///srv/c%3Ad/%C3%A4%20b/Dockerfile',
  );
});

test.each([
  [10, 10, undefined],
  [5_001, 5_001, 'GitHub shows the 5000 of these 5001 results that weigh most.'],
  [26_000, 25_000, 'Of 26000 results these are the 25000 that weigh most: GitHub takes no more.'],
])('of %i results %i are in it, and it says so', (count, kept, note) => {
  const { passed, late } = sampleGrades;
  const [mistake] = late.report.steps.flatMap(({ diagnostics }) => diagnostics);
  const many = (length: number) => Array.from({ length }, () => mistake ?? expect.fail());
  const steps = late.report.steps.map((step) =>
    step.status === 'failed' ? { ...step, diagnostics: many(count - 5) } : step,
  );
  const { results, invocations } = runOf({
    submissions: [
      { ...passed, report: { ...passed.report, advice: many(5) } },
      { ...late, report: { ...late.report, steps } },
    ],
  });
  expect(results.length).toBe(kept);
  expect(results.length).toBeLessThanOrEqual(mostResults.taken);
  expect(results.filter(({ level }) => level === 'note').length).toBe(kept < count ? 0 : 5);
  const [told] = invocations?.[0]?.toolExecutionNotifications ?? [];
  expect(told?.message.text).toBe(note);
});

test('to be read', async () => {
  await expect(renderClass(sarif)).toMatchFileSnapshot('__snapshots__/class.sarif.txt');
});
