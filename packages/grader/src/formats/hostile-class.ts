import type { StepResult } from '@kit/checker';
import fc from 'fast-check';
import type { ClassReport, SubmissionGrade } from '../class-report.ts';
import { sampleClass, sampleGrades } from './samples.ts';

/** Classes with anything at all in their texts, for the property tests of the formats. */

const nasty = [
  ...'\u0000 \u001b[2J \u009b31m \u202e \ufffe \uffff \ud800 \udc00 \u2028 \u0085 \r\n \n \t'.split(
    ' ',
  ),
  ...']]> <!-- <script> & " \' ` ``` | \\ \\| # \\# { {{ % %0A :: ::error:: , ; = + @ - --- ...'.split(
    ' ',
  ),
  '    ',
  '# Subtest: x\n',
  '\nok 1 - fooled\n',
  '\nBail out! fooled\n',
  '[x](javascript:alert(1))',
  '![x](https://evil.test/x.png)',
  'https://evil.test',
  'www.evil.test',
  'me@evil.test',
  '<img src=x onerror=alert(1)>',
];

/** Any UTF-16 code units, lone surrogates among them, and what means something to some format. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...nasty),
      fc.string({ maxLength: 8 }),
      fc
        .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 })
        .map((units) => String.fromCharCode(...units)),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

const place = fc.record({
  line: fc.integer({ min: 1, max: 9 }),
  column: fc.integer({ min: 1, max: 99 }),
});
const diagnostic = fc.record(
  {
    check: fc.constantFrom('exposes-port', 'based-on', 'serves'),
    message: hostileText,
    why: hostileText,
    help: hostileText,
    docs: fc.webUrl(),
    range: fc.record({ start: place, end: place }),
  },
  { requiredKeys: ['check', 'message', 'why', 'help'] },
);

const result: fc.Arbitrary<object> = fc.oneof(
  fc.record({ status: fc.constant('passed'), diagnostics: fc.constant([]) }),
  fc.record({
    status: fc.constant('failed'),
    diagnostics: fc.array(diagnostic, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    status: fc.constant('blocked'),
    diagnostics: fc.constant([]),
    blockedBy: fc.constant('serve'),
  }),
  fc.record({ status: fc.constant('skipped'), diagnostics: fc.constant([]), reason: hostileText }),
  fc.record({
    status: fc.constant('error'),
    diagnostics: fc.constant([]),
    reason: hostileText,
    help: hostileText,
  }),
);

const outcome = fc.constantFrom('passed', 'failed', 'refused', 'error');
const refusal = fc.record(
  {
    rule: fc.constantFrom('volume' as const, 'special-file' as const),
    range: fc.constant({ start: { line: 1, column: 1 }, end: { line: 1, column: 5 } }),
    message: hostileText,
    why: hostileText,
    help: hostileText,
  },
  { requiredKeys: ['rule', 'message', 'why', 'help'] },
);
const problem = fc.record(
  { reason: hostileText, help: hostileText, refusals: fc.array(refusal, { maxLength: 3 }) },
  { requiredKeys: ['reason', 'help'] },
);
const texts = fc.tuple(hostileText, hostileText, hostileText, hostileText);
const results = fc.array(result, { maxLength: sampleClass.steps.length });

const grade: fc.Arbitrary<SubmissionGrade> = fc
  .tuple(
    texts,
    outcome,
    fc.option(problem, { nil: undefined }),
    results,
    fc.constantFrom(...Object.values(sampleGrades)),
  )
  .map(([[name, path, dockerfile, source], outcome, problem, changes, like]) => {
    const steps = changes.map((change, index) => {
      const { id = '', title = '' } = sampleClass.steps[index] ?? {};
      return { id, title, durationMs: 1.5, ...change } as StepResult;
    });
    const submission = { ...like.report.submission, directory: path, dockerfile, source };
    const { problem: _, ...rest } = like;
    const report = { ...like.report, submission, steps };
    return { ...rest, name, path, outcome, ...(problem && { problem }), report };
  });

/** Any learners, with any texts, and any verdicts on the steps of `sampleClass`, some of them missing. */
export const hostileClass: fc.Arbitrary<ClassReport> = fc
  .array(grade, { maxLength: 4 })
  .map((submissions) => ({ ...sampleClass, submissions }));
