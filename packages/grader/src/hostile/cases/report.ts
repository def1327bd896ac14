import { triedBy } from '../hostile-case.ts';
import type { HostileCase } from '../hostile-case.ts';

const formats = 'grader/src/formats';

/** What learners’ words do in reports, logs and files. */
export const reportCases: readonly HostileCase[] = [
  triedBy(
    'T-01',
    'what steers a terminal',
    'grader/src/hostile/words.test.ts',
    'no format and no screen shows what steers a terminal',
  ),
  triedBy(
    'T-02',
    'HTML',
    `${formats}/html.test.ts`,
    'whatever learners write, it is text, and can be seen',
  ),
  triedBy(
    'T-03',
    'Markdown',
    `${formats}/markdown.test.ts`,
    'any class: no HTML of theirs, no link, as many rows as learners',
  ),
  triedBy(
    'T-04',
    'formulas',
    `${formats}/csv.test.ts`,
    'any class: one row a learner, all of one length, no cell a formula',
  ),
  triedBy(
    'T-05',
    'commands to a GitHub workflow',
    'grader/src/hostile/words.test.ts',
    'no line is a command to the runner of a GitHub workflow',
  ),
  triedBy('T-06', 'what XML cannot hold', `${formats}/junit.test.ts`, 'anybody'),
  triedBy('T-07', 'names that are paths', 'grader/src/class/folder-names.test.ts', 'any class'),
  triedBy(
    'T-07 links',
    'links among the reports',
    'grader/src/reports/put-report.test.ts',
    'a link in the place of %s gives way',
  ),
  triedBy(
    'T-08',
    'names that objects have',
    'grader/src/hostile/words.test.ts',
    'a learner may be called like a part of every object',
  ),
  triedBy(
    'T-09',
    'logs of 100 MB',
    'harness/src/build-log.test.ts',
    'of a log without end the last lines are kept',
  ),
  triedBy(
    'T-10',
    'secrets of the machine',
    'grader/src/hostile/engine.e2e.test.ts',
    'nothing of the machine is in what grading leaves',
  ),
  triedBy(
    'T-11',
    'output that looks like a verdict',
    'grader/src/hostile/engine.e2e.test.ts',
    'no output is a verdict',
  ),
];
