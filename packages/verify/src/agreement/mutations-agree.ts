import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readSubmission } from '@kit/checker';
import { buildImage, EngineError, keepImages, obtainEngine, removeImage } from '@kit/harness';
import { describe, expect, test } from 'vitest';
import { layOut } from '../content/attempt.ts';
import { openEngineSession } from '../engine-session.ts';
import type { OpenSession } from '../engine-session.ts';
import type { Report } from '../report.ts';
import { verifySubmission } from '../verify.ts';
import { loadWorkshop, repository } from '../workshops.ts';
import { mutationsOf, stepOf } from './mutations.ts';
import type { Mutation } from './mutations.ts';
import { observeSteps } from './observed-steps.ts';
import type { ObservedStep } from './observed-steps.ts';

/**
 * Mutation of the rubric: every small change to the solution is judged without
 * an engine, then built and run. What the engine shows decides who is right.
 */
const workshop = await loadWorkshop('containerize-python');
export const app = path.join(repository, workshop.app);
export const solution = await readFile(
  path.join(repository, 'workshop/containerize-python/07-start-command/solution/Dockerfile'),
  'utf8',
);
const engine = await obtainEngine();

/** @param each one of so many of each instruction is tried. */
export function mutationsAgree(each = 1): void {
  const mutations = mutationsOf(solution);
  describe.each(Object.keys(stepOf))('%s', (keyword) => {
    const ofKeyword = mutations.filter((mutation) => mutation.keyword === keyword);
    test.each(ofKeyword.filter((_, index) => index % each === 0))('$name', async (mutation) => {
      await using learner = await layOut(app);
      await writeFile(path.join(learner.path, 'Dockerfile'), mutation.dockerfile);
      const said = await judge(learner.path);
      const shown = await observe(learner.path);
      if (shown === 'not built') expectOneBlamed(mutation, said);
      if (typeof shown === 'string') return;
      const wrong = [...shown].filter(
        ([id, holds]) => said.get(id) === (holds ? 'failed' : 'passed'),
      );
      expect(
        wrong.filter(([id]) => !(id === 'start-command' && isReadByVersion(mutation))),
      ).toEqual([]);
    });
  });
}

/** One change, one blame: the step whose line stops the build, and no other. */
function expectOneBlamed({ keyword, scope }: Mutation, said: ReadonlyMap<string, string>): void {
  const blamed = [...said].flatMap(([id, status]) =>
    status === 'failed' || status === 'skipped' ? [id] : [],
  );
  if (scope === 'line') expect(blamed).toEqual([stepOf[keyword]]);
  else expect([1, scope === 'neighbours' ? 2 : 1]).toContain(blamed.length);
}

/** BuildKit used to pass over what follows a list of JSON; it no longer does. */
function isReadByVersion({ dockerfile }: Mutation): boolean {
  return /^CMD \[.*\].+$/m.test(dockerfile);
}

export function verify(directory: string, mode: 'static' | 'full'): Promise<Report> {
  const openSession: OpenSession = (request) =>
    openEngineSession(request, {
      playsLearner: false,
      mayStartPrivateEngine: () => Promise.resolve(true),
    });
  return verifySubmission(
    { workshop, directory, mode, openSession },
    () => undefined,
    new AbortController().signal,
  );
}

async function judge(directory: string): Promise<ReadonlyMap<string, string>> {
  const report = await verify(directory, 'static');
  const steps = report.steps.filter(({ id }) => Object.values<string>(stepOf).includes(id));
  return new Map(steps.map(({ id, status }) => [id, status]));
}

export async function observe(
  directory: string,
): Promise<ReadonlyMap<ObservedStep, boolean> | 'not built' | 'not for this machine'> {
  const kept = await keepImages(engine);
  const { context } = await readSubmission(directory);
  const request = { directory, context, dockerfile: 'Dockerfile' };
  const outcome = await buildImage(engine, request).catch((error: unknown) => {
    // An image or a package that only the Internet has.
    if (error instanceof EngineError && /^(network|registry)$/.test(error.fault)) return undefined;
    throw error;
  });
  if (outcome === undefined) return 'not for this machine';
  if (outcome.kind === 'failed') return 'not built';
  try {
    return await observeSteps(engine, outcome, directory);
  } finally {
    await removeImage(engine, outcome.imageId, kept);
  }
}
