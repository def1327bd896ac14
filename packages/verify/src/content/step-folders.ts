import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Step, Workshop } from '@kit/checker';

/** What an author wrote for one step: `workshop/<name>/NN-<step id>/`. */
export interface StepFolder {
  readonly step: Step;
  readonly directory: string;
  /** The text of `step.md`. */
  readonly page: string;
  readonly solution: Attempt;
  readonly mistakes: readonly Attempt[];
}

/** What a learner may have made of the step: files, and the commands typed. */
export interface Attempt {
  readonly name: string;
  readonly directory: string;
  /** From `commands.json`; the kit builds and runs by itself, so most have none. */
  readonly commands: readonly LearnerCommand[];
}

export type LearnerCommand =
  /** `docker build [-t tag] .`, at a time when the files in the folder `from` were the present ones. */
  | { readonly do: 'build'; readonly tag?: string; readonly from?: string }
  /** `docker tag image tag` */
  | { readonly do: 'tag'; readonly image: string; readonly tag: string };

/** Below `root`, the folder of all workshops: name → folder of each. */
export async function listWorkshops(root: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(root, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  return new Map(folders.map(({ name }) => [name, path.join(root, name)]));
}

/**
 * Reads the folders of all steps, in the order of the workshop.
 * @throws Error where a step has no folder named for it, or a file is missing.
 */
export async function readStepFolders(
  workshop: Workshop,
  directory: string,
): Promise<readonly StepFolder[]> {
  return Promise.all(
    workshop.steps.map(async (step, index) => {
      const folder = path.join(directory, `${String(index + 1).padStart(2, '0')}-${step.id}`);
      const mistakes = path.join(folder, 'mistakes');
      const names = (await readdir(mistakes)).toSorted();
      return {
        step,
        directory: folder,
        page: await readFile(path.join(folder, 'step.md'), 'utf8'),
        solution: await readAttempt(path.join(folder, 'solution')),
        mistakes: await Promise.all(names.map((name) => readAttempt(path.join(mistakes, name)))),
      };
    }),
  );
}

async function readAttempt(directory: string): Promise<Attempt> {
  const text = await readOptional(path.join(directory, 'commands.json'));
  const commands = JSON.parse(text ?? '[]') as LearnerCommand[];
  return { name: path.basename(directory), directory, commands };
}

/** The text of a file, or `undefined` where there is none. */
export async function readOptional(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
