import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Step, Workshop } from '@kit/checker';
import { repository, stepFolder } from '../workshops.ts';
import { hintsIn } from './hints.ts';

/** What an author wrote for one step: `workshop/<name>/NN-<step id>/`. */
export interface StepFolder {
  readonly step: Step;
  /** As `05-expose-port`. */
  readonly name: string;
  readonly directory: string;
  /** The text of `step.md`, without comments to authors. */
  readonly page: string;
  /** From `hints.md`, the gentlest first. */
  readonly hints: readonly string[];
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

/**
 * Reads the folders of all steps, in the order of the workshop.
 * @param root the folder of the kit, or of another repository of its shape.
 * @throws Error where a step has no folder named for it, or a part of it is missing.
 */
export async function readStepFolders(
  workshop: Workshop,
  root = repository,
): Promise<readonly StepFolder[]> {
  return Promise.all(
    workshop.steps.map(async (step, index) => {
      const directory = path.join(root, stepFolder(workshop.name, index, step.id));
      const mistakes = path.join(directory, 'mistakes');
      const entries = await readdir(mistakes, { withFileTypes: true });
      const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
      return {
        step,
        name: path.basename(directory),
        directory,
        page: await readProse(path.join(directory, 'step.md')),
        hints: hintsIn(await readProse(path.join(directory, 'hints.md'))),
        solution: await readAttempt(path.join(directory, 'solution')),
        mistakes: await Promise.all(
          names.toSorted().map((name) => readAttempt(path.join(mistakes, name))),
        ),
      };
    }),
  );
}

/** Comments are for authors: neither a terminal nor the guide shows them. */
async function readProse(file: string): Promise<string> {
  const text = await readFile(file, 'utf8');
  return text.replaceAll(/^<!--.*?-->\n+/gms, '');
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
