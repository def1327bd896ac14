import path from 'node:path';
import type { Workshop } from '@kit/checker';
import { layOut } from './content/attempt.ts';
import { repository, stepFolder } from './workshops.ts';

export interface Solution {
  readonly directory: string;
  /** Its folder in the repository, for people. */
  readonly shownAs: string;
}

/**
 * Lays the workshop's finished solution over a copy of the app, and takes the
 * copy away when `use` has ended.
 */
export async function withSolution<T>(
  workshop: Workshop,
  use: (solution: Solution) => Promise<T>,
): Promise<T> {
  const last = workshop.steps.length - 1;
  const folder = stepFolder(workshop.name, last, workshop.steps[last]?.id ?? '');
  const shownAs = `${folder}/solution`;
  const copy = await layOut(path.join(repository, workshop.app), {
    name: 'solution',
    directory: path.join(repository, shownAs),
    commands: [],
  });
  try {
    return await use({ directory: copy.path, shownAs });
  } finally {
    await copy[Symbol.asyncDispose]();
  }
}
