import { existsSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Workshop } from '@kit/checker';
import { loadWorkshop, readStepFolders, stepFolder, UsageError } from '@kit/verify';
import type { StepFolder } from '@kit/verify';
import type { Problem } from './claim.ts';

/** A workshop with all that its author wrote. */
export interface Content {
  /** The folder of the kit, or of another repository of its shape. */
  readonly root: string;
  readonly workshop: Workshop;
  readonly folders: readonly StepFolder[];
}

/**
 * Reads a workshop.
 * @returns what is in the way, where parts of it are missing or cannot be read.
 * @throws UsageError where there is none of this name.
 */
export async function readContent(
  name: string,
  root: string,
): Promise<Content | readonly Problem[]> {
  const loaded = await load(name, root);
  if ('problem' in loaded) return [loaded.problem];
  const { workshop } = loaded;
  if (workshop.name !== name) {
    return [
      {
        file: `workshop/${name}/workshop.ts`,
        message: `The workshop is named \`${workshop.name}\`, and its folder \`${name}\`.`,
        help: `Write \`name: '${name}'\`.`,
      },
    ];
  }
  const missing = workshop.steps.flatMap((step, index) => missingOf(workshop, index, root));
  if (missing.length > 0) return missing;
  const unreadable = await unreadableCommands(workshop, root);
  if (unreadable.length > 0) return unreadable;
  return { root, workshop, folders: await readStepFolders(workshop, root) };
}

async function load(
  name: string,
  root: string,
): Promise<{ readonly workshop: Workshop } | { readonly problem: Problem }> {
  try {
    return { workshop: await loadWorkshop(name, root) };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { message, code } = error as NodeJS.ErrnoException;
    const [sentence = ''] = message.replaceAll(`${root}${path.sep}`, '').split('\n');
    const help = code === 'ERR_MODULE_NOT_FOUND' ? 'Write that file' : 'Mend what it names';
    return {
      problem: {
        file: `workshop/${name}/workshop.ts`,
        message: `It cannot be loaded: ${sentence.replace(/[.:]?$/, '.')}`,
        help: `${help}, or take out the line that asks for it.`,
      },
    };
  }
}

const parts = [
  ['step.ts', 'Declare the step there, with `defineStep`.'],
  ['step.md', 'Write the page of the step there, one title at its top.'],
  ['hints.md', 'Write two or three hints there as a numbered list, the gentlest first.'],
  ['solution/Dockerfile', 'Put the Dockerfile there as it is after this step.'],
  ['mistakes', 'Make a folder there for each mistake, with the files as the learner has them.'],
] as const;

function missingOf(workshop: Workshop, index: number, root: string): readonly Problem[] {
  const { id = '' } = workshop.steps[index] ?? {};
  const folder = stepFolder(workshop.name, index, id);
  if (!existsSync(path.join(root, folder))) {
    return [
      {
        file: folder,
        message: `Step ${index + 1} of the list in \`workshop.ts\`, \`${id}\`, has no folder of this name.`,
        help: 'Give its folder this name: the number in the list, then the id of the step.',
      },
    ];
  }
  return parts
    .filter(([part]) => !existsSync(path.join(root, folder, part)))
    .map(([part, help]) => ({ file: `${folder}/${part}`, message: 'It is missing.', help }));
}

/** Files of commands that are no list of commands. */
async function unreadableCommands(
  { name, steps }: Workshop,
  root: string,
): Promise<readonly Problem[]> {
  const folders = steps.map(({ id }, index) => stepFolder(name, index, id));
  const files = await Promise.all(
    folders.map(async (folder) => {
      const mistakes = await readdir(path.join(root, folder, 'mistakes'));
      const attempts = ['solution', ...mistakes.toSorted().map((each) => `mistakes/${each}`)];
      return attempts.map((attempt) => `${folder}/${attempt}/commands.json`);
    }),
  );
  return files.flat().flatMap((file) => {
    const full = path.join(root, file);
    if (!existsSync(full) || isListOfCommands(readFileSync(full, 'utf8'))) return [];
    return [
      {
        file,
        message: 'It is no list of commands.',
        help: 'Write it as in `[{ "do": "build", "tag": "myapp:latest" }]`.',
      },
    ];
  });
}

function isListOfCommands(text: string): boolean {
  try {
    const value = JSON.parse(text) as unknown;
    return Array.isArray(value) && value.every(isCommand);
  } catch {
    return false;
  }
}

function isCommand(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { do: kind, ...rest } = value as Record<string, unknown>;
  const wanted = kind === 'tag' ? ['image', 'tag'] : [];
  const known = kind === 'tag' ? wanted : ['tag', 'from'];
  return (
    (kind === 'build' || kind === 'tag') &&
    wanted.every((key) => key in rest) &&
    Object.entries(rest).every(([key, each]) => known.includes(key) && typeof each === 'string')
  );
}
