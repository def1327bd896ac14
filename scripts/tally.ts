import { stripVTControlCharacters } from 'node:util';

/** What of vitest's JSON report is counted. */
export interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    /** Why the file itself could not be run. */
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Counts one task. Each of its tests is one; a task without tests (types, lint, …) is one itself.
 * A task that failed counts at least one failure, whatever its report says.
 * @param report absent where the task has no tests, or fell over before it could write one.
 */
export function tally(succeeded: boolean, report?: VitestReport): Tally {
  if (report === undefined) {
    return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 };
  }
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = report.numFailedTests + brokenFiles.length;
  return {
    passed: report.numPassedTests,
    failed: succeeded ? failed : Math.max(failed, 1),
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** Each test and file that failed, with the first lines of what was wrong: long logs end with these. */
export function failures({ testResults }: VitestReport): readonly string[] {
  return testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, message = '', assertionResults }) => {
      const tests = assertionResults.filter((test) => test.status === 'failed');
      if (tests.length === 0) return [`${name}\n${head(message)}`];
      return tests.map(
        ({ fullName, failureMessages }) =>
          `${name}: ${fullName}\n${head((failureMessages ?? []).join('\n'))}`,
      );
    });
}

function head(message: string): string {
  const lines = stripVTControlCharacters(message).split('\n').slice(0, 30);
  return lines.map((line) => `  ${line.slice(0, 300)}`).join('\n');
}

/** `12 passed, 0 failed`, and `, 3 skipped` where some were. */
export function closingLine({ passed, failed, skipped }: Tally): string {
  const line = `${passed} passed, ${failed} failed`;
  return skipped > 0 ? `${line}, ${skipped} skipped` : line;
}
