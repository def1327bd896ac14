import { describe, expect, test } from 'vitest';
import { closingLine, sum, tally } from './tally.ts';
import type { VitestReport } from './tally.ts';

const none: VitestReport = {
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
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
      { ...none, numPassedTests: 3, testResults: [{ status: 'failed', assertionResults: [] }] },
      [3, 1, 0],
    ],
    [
      'a file with a failed test, which is counted already',
      false,
      {
        ...none,
        numFailedTests: 1,
        testResults: [{ status: 'failed', assertionResults: [{ status: 'failed' }] }],
      },
      [0, 1, 0],
    ],
    ['a fault outside every test', false, { ...none, numPassedTests: 3 }, [3, 1, 0]],
  ] as const)('%s', (_name, succeeded, report, [passed, failed, skipped]) => {
    expect(tally(succeeded, report)).toEqual({ passed, failed, skipped });
  });
});

test('the closing line', () => {
  const one = { passed: 2, failed: 0, skipped: 0 };
  expect(closingLine(sum([one, one]))).toBe('4 passed, 0 failed');
  expect(closingLine(sum([one, { passed: 0, failed: 1, skipped: 3 }]))).toBe(
    '2 passed, 1 failed, 3 skipped',
  );
});
