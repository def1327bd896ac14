import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Step, Workshop } from '@kit/checker';
import { readOptional, readStepFolders } from '../content/step-folders.ts';
import type { LearnerCommand } from '../content/step-folders.ts';

/** What there is to read about a step. */
export interface Lesson {
  readonly step: Step;
  /** Its `step.md`. */
  readonly page: string;
  /** The gentlest first. */
  readonly hints: readonly string[];
  readonly solution: {
    /** The Dockerfile as it is after this step. */
    readonly dockerfile: string;
    /** Its `.dockerignore`, where it has one. */
    readonly ignoreFile: string | undefined;
    /** What is typed besides, as a shell takes it. */
    readonly commands: readonly string[];
  };
}

/** Reads what the authors wrote for each step. */
export async function readLessons(workshop: Workshop): Promise<readonly Lesson[]> {
  const folders = await readStepFolders(workshop);
  return Promise.all(
    folders.map(async ({ step, page, hints, solution }) => ({
      step,
      page,
      hints,
      solution: {
        dockerfile: await readFile(path.join(solution.directory, 'Dockerfile'), 'utf8'),
        ignoreFile: await readOptional(path.join(solution.directory, '.dockerignore')),
        commands: solution.commands.map(typed),
      },
    })),
  );
}

function typed(command: LearnerCommand): string {
  if (command.do === 'tag') return `docker tag ${command.image} ${command.tag}`;
  const name = command.tag?.replace(/:latest$/, '');
  return name === undefined ? 'docker build .' : `docker build -t ${name} .`;
}
