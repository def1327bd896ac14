import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { layOut } from '../content/attempt.ts';
import { app, mutationsAgree, observe, solution, verify } from './mutations-agree.ts';

// All of them take minutes: `mutations.long.test.ts`.
mutationsAgree(4);

test('what this engine reads in another way is judged as this engine reads it', async () => {
  await using learner = await layOut(app);
  await writeFile(
    path.join(learner.path, 'Dockerfile'),
    `${solution.trimEnd()} # as in the tutorial\n`,
  );
  const shown = await observe(learner.path);
  const report = await verify(learner.path, 'full');
  const starts = typeof shown !== 'string' && shown.get('start-command') === true;
  expect(report.steps.find(({ id }) => id === 'start-command')?.status).toBe(
    starts ? 'passed' : 'failed',
  );
  expect(report.corrections).toEqual(
    starts ? [{ step: 'start-command', predicted: 'failed', actual: 'passed' }] : undefined,
  );
});
