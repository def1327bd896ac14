import path from 'node:path';
import type { Workshop } from '@kit/checker';
import { layOut, readStepFolders, repository, verifySubmission } from '@kit/verify';
import type { Attempt } from '@kit/verify';
import { marks } from '../../page/parts.ts';

/** What a learner has in the folder at one save, and the signs that the board has for it. */
export interface Save {
  /** A folder with all files as they are then. */
  readonly folder: string;
  readonly marks: string;
}

/** The ways that learners take through a workshop: its solutions, and the mistakes on the way to them. */
export interface Histories extends AsyncDisposable {
  /** @param random decides which mistakes are made. */
  write(random: () => number): readonly Save[];
}

/** Lays out and judges every solution and mistake of the steps that need no engine. */
export async function readHistories(workshop: Workshop): Promise<Histories> {
  const app = path.join(repository, workshop.app);
  const laidOut: AsyncDisposable[] = [];
  const saveOf = async (attempt: Attempt): Promise<Save> => {
    const folder = await layOut(app, attempt);
    laidOut.push(folder);
    return { folder: folder.path, marks: await marksOf(workshop, folder.path) };
  };
  const folders = await readStepFolders(workshop);
  const steps = await Promise.all(
    folders
      .filter(({ step }) => step.goal === 'parse')
      .map(async ({ mistakes, solution }) => ({
        mistakes: await Promise.all(mistakes.map(saveOf)),
        solution: await saveOf(solution),
      })),
  );
  return {
    write: (random) =>
      steps.flatMap(({ mistakes, solution }) => {
        const mistake = mistakes[Math.floor(random() * mistakes.length)];
        return random() < 0.6 && mistake !== undefined ? [mistake, solution] : [solution];
      }),
    async [Symbol.asyncDispose]() {
      await Promise.all(laidOut.map((each) => each[Symbol.asyncDispose]()));
    },
  };
}

/** Judged here: by the same kit, in another process than the learner's. */
async function marksOf(workshop: Workshop, directory: string): Promise<string> {
  const { steps } = await verifySubmission(
    {
      workshop,
      directory,
      mode: 'static',
      openSession: () => Promise.reject(new Error('No engine is asked.')),
    },
    () => undefined,
    new AbortController().signal,
  );
  return steps.map(({ status }) => marks[status].sign).join('');
}
