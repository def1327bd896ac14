import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { StepResult } from '@kit/checker';
import { describe, expect, test } from 'vitest';
import { verifySubmission } from '../verify.ts';
import { loadWorkshop, repository, workshopNames } from '../workshops.ts';
import { layOut } from './attempt.ts';
import { expectDiagnostics } from './expected-text.ts';
import { playLearner } from './play-learner.ts';
import { readStepFolders } from './step-folders.ts';
import type { Attempt } from './step-folders.ts';

// What `workshops.test.ts` proves without an engine, for the steps that need one.

describe.each(await workshopNames())('%s', async (name) => {
  const workshop = await loadWorkshop(name);
  const folders = await readStepFolders(workshop);
  const app = path.join(repository, workshop.app);

  async function judge(attempt: Attempt): Promise<ReadonlyMap<string, StepResult>> {
    await using learner = await layOut(app, attempt);
    const openSession = playLearner(app, attempt);
    const report = await verifySubmission(
      { workshop, directory: learner.path, mode: 'full', openSession },
      () => undefined,
      new AbortController().signal,
    );
    return new Map(report.steps.map((result) => [result.id, result]));
  }

  const cases = folders.map((folder, index) => ({ ...folder, before: folders[index - 1], index }));
  describe.each(cases.filter(({ step }) => step.goal !== 'parse'))(
    '$name',
    async ({ step, index, before, solution, mistakes }) => {
      test('its solution passes this step and all before it', async () => {
        const results = await judge(solution);
        for (const { step } of folders.slice(0, index + 1)) {
          expect(results.get(step.id)).toMatchObject({ status: 'passed', diagnostics: [] });
        }
      });

      // A step may ask for nothing more than the one before: then only a mistake fails it.
      if (before !== undefined && !(await isSame(before.solution, solution))) {
        test('the solution of the step before does not pass', async () => {
          const results = await judge(before.solution);
          expect(results.get(step.id)?.status).toBe('failed');
        });
      }

      test.each(mistakes)('mistake: $name', async (mistake) => {
        const results = await judge(mistake);
        expect(results.get(step.id)).toMatchObject({ status: 'failed' });
        await expectDiagnostics(mistake, results.get(step.id)?.diagnostics ?? []);
      });
    },
  );
});

async function isSame(one: Attempt, other: Attempt): Promise<boolean> {
  const [first, second] = await Promise.all(
    [one, other].map(({ directory }) => readFile(path.join(directory, 'Dockerfile'), 'utf8')),
  );
  return first === second && JSON.stringify(one.commands) === JSON.stringify(other.commands);
}
