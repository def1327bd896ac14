import { Ajv } from 'ajv';
import ajvFormats from 'ajv-formats';
import { schema } from 'ctrf';
import type { CTRFReport } from 'ctrf';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ctrf } from './ctrf.ts';
import { hostileClass } from './hostile-class.ts';
import { classes, renderClass } from './render-class.ts';
import { sampleClass } from './samples.ts';

const ajv = new Ajv({ strict: false, allErrors: true });
ajvFormats.default(ajv);
const validate = ajv.compile(schema);

function faultsOf(text: string): unknown {
  validate(JSON.parse(text));
  return validate.errors ?? [];
}

describe('valid, as the schema has it', () => {
  test.each(Object.entries(classes))('%s', (_, submissions) => {
    expect(faultsOf(renderClass(ctrf, { submissions }))).toEqual([]);
  });

  test('anybody', () => {
    fc.assert(
      fc.property(hostileClass, (report) => {
        const text = renderClass(ctrf, report);
        expect(faultsOf(text)).toEqual([]);
        expect(text).not.toMatch(/\\u(d[89a-f]|00)/i);
      }),
    );
  });
});

test('the machine’s fault is neither passed, failed nor left out', () => {
  const { results } = JSON.parse(renderClass(ctrf)) as CTRFReport;
  const { tests, passed, failed, skipped, pending, other } = results.summary;
  expect({ tests, passed, failed, skipped, pending, other }).toEqual({
    tests: 64,
    passed: 30,
    failed: 5,
    skipped: 26,
    pending: 0,
    other: 3,
  });
  expect(results.tests.filter(({ status }) => status === 'other')).toMatchObject(
    ['build-image', 'serve', 'keeps-secrets'].map((step) => ({
      rawStatus: 'error',
      labels: { learner: 'emil', step },
    })),
  );
  expect(results.environment?.healthy).toBe(false);
});

test('a test has one identity, from run to run', () => {
  const { results } = JSON.parse(renderClass(ctrf)) as CTRFReport;
  const ids = results.tests.map(({ testId }) => testId);
  expect(ids[0]).toBe('containerize-python/ada/create-dockerfile');
  expect(new Set(ids).size).toBe(sampleClass.submissions.length * sampleClass.steps.length);
});

test('to be read', async () => {
  await expect(renderClass(ctrf)).toMatchFileSnapshot('__snapshots__/class.ctrf.json.txt');
});
