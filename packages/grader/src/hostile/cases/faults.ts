import { triedBy } from '../hostile-case.ts';
import type { HostileCase } from '../hostile-case.ts';

const faults = 'grader/src/hostile/faults.long.test.ts';
const disks = 'grader/src/hostile/full-disks.long.test.ts';
const graders = 'grader/src/grade-class.e2e.test.ts';

/** What befalls the grader and its engine. */
export const faultCases: readonly HostileCase[] = [
  triedBy(
    'F-01',
    'an engine that is killed in mid-build, the classic builder’s',
    faults,
    'killed in mid-build',
  ),
  triedBy(
    'F-02',
    'an engine that is killed in mid-build, BuildKit’s',
    faults,
    'killed in mid-build',
  ),
  triedBy('F-03', 'an engine that keeps silent', faults, 'silent in mid-%s'),
  triedBy('F-04', 'an engine that runs out of memory', faults, 'out of memory in mid-build'),
  triedBy(
    'F-05',
    'a grader that is killed in mid-build',
    graders,
    'a grader that is killed at any moment loses nothing and grades nothing for nothing',
  ),
  triedBy(
    'F-06',
    'a grader that is killed in mid-run',
    'harness/src/cleanup.e2e.test.ts',
    'what a killed run left is removed, what a live one uses is not',
  ),
  triedBy('F-07', 'Ctrl-C', graders, 'Ctrl-C stops it at once, and the same command goes on'),
  triedBy('F-08', 'two graders on one engine', faults, 'two graders on one engine'),
  triedBy('F-09', 'a full disk of the engine', disks, 'a full disk of the engine'),
  triedBy('F-10', 'a full disk of the reports', disks, 'a full disk of the reports'),
  triedBy(
    'F-11',
    'a clock that jumps',
    'grader/src/hostile/no-way-in.test.ts',
    'no deadline is taken from a clock that people set',
  ),
  triedBy('F-12', 'no addresses left for networks', faults, 'no addresses left for networks'),
  triedBy('F-13', 'an engine that cuts its answers short', faults, 'answers cut short, or refused'),
  triedBy(
    'F-14',
    'a database that goes away',
    'grader/src/postgres.e2e.test.ts',
    'a PostgreSQL that is killed comes back to the same run',
  ),
  triedBy('F-15', 'no base image, and no registry', faults, 'no base image, and no registry'),
  triedBy(
    'F-16',
    'a submission that kills its grader',
    graders,
    'a submission that kills its grader three times becomes a result of its own',
  ),
  triedBy(
    'F-17',
    'what cannot be removed',
    faults,
    'what cannot be removed is told, and removed by the next one',
  ),
  triedBy(
    'F-18',
    'one class after the other',
    'grader/src/hostile/soak.long.test.ts',
    'nothing is left, and nothing grew',
  ),
];
