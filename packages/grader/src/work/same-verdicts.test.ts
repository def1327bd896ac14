import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Workshop } from '@kit/checker';
import { loadWorkshop, readStepFolders, repository, verifySubmission } from '@kit/verify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { gradedWorkshop } from './graded-workshop.ts';
import { layOverlay } from './overlay.ts';

// With its own app in the folder grading says of a Dockerfile what `pnpm verify` says.

const workshop = await loadWorkshop('containerize-python');
const graded = gradedWorkshop(workshop);
const folders = await readStepFolders(workshop);
// But for a mistake in a list of packages, which grading replaces.
const attempts = folders.flatMap(({ name, solution, mistakes }) =>
  [solution, ...mistakes]
    .filter(({ directory }) => !existsSync(path.join(directory, 'requirements.txt')))
    .map((attempt) => ({ ...attempt, name: `${name}: ${attempt.name}` })),
);

let learner = '';
beforeEach(async () => {
  learner = await mkdtemp(path.join(tmpdir(), 'verdicts-'));
});
afterEach(async () => {
  await rm(learner, { recursive: true });
});

async function judge(workshop: Workshop) {
  const report = await verifySubmission(
    {
      workshop,
      directory: learner,
      mode: 'static',
      openSession: () => Promise.reject(new Error('asked for an engine')),
    },
    () => undefined,
    new AbortController().signal,
  );
  return report.steps.map(({ id, status, diagnostics }) => ({ id, status, diagnostics }));
}

test.each(attempts)('$name', async ({ directory }) => {
  await cp(path.join(repository, workshop.app), learner, {
    recursive: true,
    filter: (file) => path.basename(file) !== 'Dockerfile',
  });
  await cp(directory, learner, { recursive: true });
  const verified = await judge(workshop);
  await layOverlay(learner, graded.files);
  expect(await judge(graded.workshop)).toEqual(verified);
});
