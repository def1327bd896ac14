import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Attempt } from './step-folders.ts';

/** No app brings these: they are the learner's. */
export const learnersOwn: readonly string[] = [
  'Dockerfile',
  '.dockerignore',
  'Dockerfile.dockerignore',
];

/** In a mistake's folder and no part of what the learner has. */
const ofTheAuthor = new Set(['expected.txt', 'commands.json']);

/** A learner's folder with the app in it and an attempt's files over them; gone when disposed of. */
export interface LearnerFolder extends AsyncDisposable {
  readonly path: string;
}

/**
 * Lays an attempt out as a learner has it; without one, the app alone.
 * @param app folder of the app; what a learner wrote there is left out.
 * @param from a folder in the attempt with the files as they were before; by default its present ones.
 */
export async function layOut(
  app: string,
  attempt?: Attempt,
  from?: string,
): Promise<LearnerFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'attempt-'));
  await cp(app, folder, {
    recursive: true,
    filter: (file) => !learnersOwn.includes(path.relative(app, file)),
  });
  if (attempt !== undefined) await layOver(folder, attempt, from);
  return {
    path: folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

async function layOver(folder: string, attempt: Attempt, from = ''): Promise<void> {
  const source = path.join(attempt.directory, from);
  const earlier = new Set(
    attempt.commands.map((command) => command.do === 'build' && command.from),
  );
  await cp(source, folder, {
    recursive: true,
    filter: (file) => {
      const name = path.relative(source, file);
      return !ofTheAuthor.has(name) && !earlier.has(name);
    },
  });
}
