import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { quote } from '@kit/checker';
import { UsageError } from '@kit/verify';
import type { ClassEntry, SubmittedClass } from './class-entry.ts';
import { lookAtFolder } from './look-at-folder.ts';
import { readManifest } from './manifest.ts';
import { sortByName } from './sort-by-name.ts';

export interface ClassOptions {
  /** A file that names the submissions, in the place of the folder's own listing. */
  readonly manifest?: string;
  /** The folder is one submission. */
  readonly single?: boolean;
}

/**
 * Finds what a class handed in: each sub-folder is a learner's, but for hidden
 * ones. With a manifest that alone counts, and its paths start at its own folder.
 *
 * @param directory as the grader named it; relative to the working directory.
 * @throws UsageError where there is nothing to grade: one line for people.
 */
export async function readClass(
  directory: string,
  { manifest, single = false }: ClassOptions = {},
): Promise<SubmittedClass> {
  if (manifest !== undefined) return readManifest(manifest);
  const found = await readFolder(directory);
  if (single) return { entries: [await singleEntry(directory)] };
  if (found.some((each) => String(each.name) === 'Dockerfile' && !each.isDirectory())) {
    throw new UsageError(
      `${quote(directory)} holds a \`Dockerfile\` itself, so it is one submission and not a class. Grade it alone with \`--single\`, or give the folder around it.`,
    );
  }
  const entries = await Promise.all(found.map((each) => entryOf(directory, each)));
  const learners = entries.filter((each) => each !== undefined);
  if (learners.length === 0) {
    throw new UsageError(`There is no sub-folder in ${quote(directory)}. ${whatToGive}`);
  }
  return { entries: sortByName(learners) };
}

const whatToGive =
  'Give the folder that holds a sub-folder for each learner, for example `pnpm grade submissions`.';

/** As bytes: a name need not be UTF-8. */
async function readFolder(directory: string): Promise<readonly Dirent<Buffer>[]> {
  try {
    return await readdir(directory, { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    throw new UsageError(whyUnreadable(directory, error), { cause: error });
  }
}

function whyUnreadable(directory: string, error: unknown): string {
  const name = quote(directory);
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EACCES':
    case 'EPERM':
      return `You are not allowed to read the folder ${name}. Let yourself in: ${quote(`chmod u+rx '${directory}'`, 300)}.`;
    case 'ENOTDIR':
      return `${name} is no folder. ${whatToGive}`;
    default:
      return `There is no folder ${name}. ${whatToGive}`;
  }
}

async function singleEntry(directory: string): Promise<ClassEntry> {
  const folder = await realpath(directory);
  return { name: path.basename(folder) || 'root', path: directory, directory: folder };
}

/** What lies around in a class: what systems and version control keep, and files. */
async function entryOf(root: string, found: Dirent<Buffer>): Promise<ClassEntry | undefined> {
  const name = found.name.toString('utf8');
  if (name.startsWith('.') || name === '__MACOSX') return undefined;
  const shown = path.join(root, name);
  const directory = path.resolve(shown);
  if (found.isSymbolicLink() && (await leadsToFile(directory))) return undefined;
  if (!found.isDirectory() && !found.isSymbolicLink()) return undefined;
  if (!Buffer.from(name).equals(found.name)) {
    const problem = {
      kind: 'refused',
      reason: 'The name of this folder is not written in UTF-8.',
      help: 'Give the folder another name.',
    } as const;
    return { name: found.name.toString('latin1'), path: shown, directory, problem };
  }
  const problem = await lookAtFolder(shown, directory);
  return { name, path: shown, directory, ...(problem !== undefined && { problem }) };
}

async function leadsToFile(link: string): Promise<boolean> {
  const target = await stat(link).catch(() => undefined);
  return target !== undefined && !target.isDirectory();
}
