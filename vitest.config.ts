import path from 'node:path';
import { defineConfig } from 'vitest/config';

const engineTests = '**/*.e2e.test.ts';
const longTests = '**/*.long.test.ts';
const notOurs = ['**/node_modules/**', 'apps/**', '**/mistakes/**', '**/solution/**'];

/** Only against what hangs: a machine that is busy with all the other checks is slow. */
const patienceMs = 60_000;
const patient = { expect: { poll: { timeout: patienceMs } } };

const onOneEngine = {
  ...patient,
  globalSetup: path.join(import.meta.dirname, 'scripts/engine-for-tests.ts'),
  exclude: notOurs,
  // One engine and few cores: tests that wait for containers must not wait for one another.
  fileParallelism: false,
};

export default defineConfig({
  test: {
    reporters: ['default', 'json'],
    outputFile: { json: '.vitest/results.json' },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...notOurs, engineTests, longTests],
          ...patient,
          testTimeout: patienceMs,
          hookTimeout: patienceMs,
        },
      },
      {
        test: {
          ...onOneEngine,
          name: 'engine',
          include: [engineTests],
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          ...onOneEngine,
          name: 'long',
          include: [longTests],
          testTimeout: 3_600_000,
        },
      },
    ],
  },
});
