import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { judgeStep, readSubmission } from '@kit/checker';
import type { StepResult } from '@kit/checker';
import { evaluateImagePlan, parseDockerfile } from '@kit/dockerfile';
import { describe, expect, test } from 'vitest';
import { readStepFolders } from '../content/step-folders.ts';
import { loadWorkshop, repository } from '../workshops.ts';
import { mutationsOf, stepOf } from './mutations.ts';
import type { Mutation } from './mutations.ts';

/**
 * Every small change to the solution of a step is blamed on the step of the
 * line that was changed, and on no other one that the learner has taken.
 */
const workshop = await loadWorkshop('containerize-python');
const submission = await readSubmission(path.join(repository, workshop.app));
const folders = await readStepFolders(workshop);
const solutions = await Promise.all(
  folders
    .filter(({ step }) => step.goal === 'parse' && step.id !== 'create-dockerfile')
    .map(async ({ name, solution }) => ({
      name,
      text: await readFile(path.join(solution.directory, 'Dockerfile'), 'utf8'),
    })),
);

describe.each(solutions)('$name', ({ text }) => {
  const taken = judge(text).filter(({ status }) => status === 'passed');

  test.each(mutationsOf(text))('$name', (mutation) => {
    const now = new Map(judge(mutation.dockerfile).map(({ id, status }) => [id, status]));
    const lost = taken.filter(({ id }) => now.get(id) !== 'passed');
    const blamed = lost.map(({ id }) => id).filter((id) => now.get(id) !== 'blocked');
    expect(blamed.length > 0).toBe(lost.length > 0);
    expectNearby(mutation, blamed);
  });
});

function expectNearby({ keyword, scope }: Mutation, blamed: readonly string[]): void {
  if (scope === 'line') expect([[], [stepOf[keyword]]]).toContainEqual(blamed);
  else expect(blamed.length).toBeLessThanOrEqual(2);
}

function judge(text: string): readonly StepResult[] {
  const dockerfile = parseDockerfile(text);
  const witness = {
    submission: { ...submission, dockerfile: { kind: 'text', name: 'Dockerfile', text } as const },
    dockerfile,
    plan: evaluateImagePlan(dockerfile, submission.context),
    evidence: {},
  };
  const results = new Map<string, StepResult>();
  for (const step of workshop.steps.filter(({ goal }) => goal === 'parse')) {
    results.set(step.id, judgeStep(step, witness, results));
  }
  return [...results.values()];
}
