import type { HostileCase } from '../hostile-case.ts';
import { buildCases } from './build.ts';
import { contextCases } from './context.ts';
import { faultCases } from './faults.ts';
import { parseCases } from './parse.ts';
import { reportCases } from './report.ts';
import { runCases } from './run.ts';

/** Every way to harm a grader that is known here. */
export const hostileCases: readonly HostileCase[] = [
  ...parseCases,
  ...contextCases,
  ...buildCases,
  ...runCases,
  ...reportCases,
  ...faultCases,
];
