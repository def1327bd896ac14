import { describe, expect, test } from 'vitest';
import { closingLine, failures, sum, tally } from './tally.ts';
import type { VitestReport } from './tally.ts';

const none: VitestReport = {
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
};

const brokenFile: VitestReport['testResults'][number] = {
  name: 'broken.test.ts',
  status: 'failed',
  message: 'SyntaxError: Unexpected end of input',
  assertionResults: [],
};

const fileWithFailure: VitestReport['testResults'][number] = {
  name: 'sums.test.ts',
  status: 'failed',
  assertionResults: [
    { status: 'passed', fullName: 'sums of none' },
    {
      status: 'failed',
      fullName: 'sums of two',
      failureMessages: ['\u001b[31mexpected 3 to be 4\u001b[39m\n    at sums.test.ts:3:1'],
    },
  ],
};

describe('tally', () => {
  test.each([
    ['a check that passed', true, undefined, [1, 0, 0]],
    ['a check that failed', false, undefined, [0, 1, 0]],
    ['tests that passed', true, { ...none, numPassedTests: 4, numPendingTests: 1 }, [4, 0, 1]],
    ['a test that failed', false, { ...none, numPassedTests: 3, numFailedTests: 2 }, [3, 2, 0]],
    [
      'a file that could not be loaded',
      false,
      { ...none, numPassedTests: 3, testResults: [brokenFile] },
      [3, 1, 0],
    ],
    [
      'a file with a failed test, which is counted already',
      false,
      {
        ...none,
        numFailedTests: 1,
        testResults: [fileWithFailure],
      },
      [0, 1, 0],
    ],
    ['a fault outside every test', false, { ...none, numPassedTests: 3 }, [3, 1, 0]],
  ] as const)('%s', (_name, succeeded, report, [passed, failed, skipped]) => {
    expect(tally(succeeded, report)).toEqual({ passed, failed, skipped });
  });
});

test('what failed is told with its reason, without colours', () => {
  expect(failures({ ...none, testResults: [brokenFile, fileWithFailure] })).toEqual([
    'broken.test.ts\n  SyntaxError: Unexpected end of input',
    'sums.test.ts: sums of two\n  expected 3 to be 4\n      at sums.test.ts:3:1',
  ]);
});

test('the closing line', () => {
  const one = { passed: 2, failed: 0, skipped: 0 };
  expect(closingLine(sum([one, one]))).toBe('4 passed, 0 failed');
  expect(closingLine(sum([one, { passed: 0, failed: 1, skipped: 3 }]))).toBe(
    '2 passed, 1 failed, 3 skipped',
  );
});
