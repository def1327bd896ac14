import { expect, test } from 'vitest';
import { runLimits } from './throw-away-limits.ts';

const gibibyte = 1024 ** 3;

test.each([
  [4, 64 * gibibyte, 9, 2560],
  [4, 8 * gibibyte, 6, 2560],
  [0, 64 * gibibyte, 3, 1024],
])('%i jobs on a machine of %i bytes', (jobs, machine, gibibytes, processes) => {
  expect(runLimits(jobs, machine)).toMatchObject({
    memoryBytes: gibibytes * gibibyte,
    processes,
  });
});
