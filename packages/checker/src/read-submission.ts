import { constants, lstatSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildContext, ContextEntry } from '@kit/dockerfile';
import { includedEntries } from '@kit/dockerfile';
import { headBytes } from './admission/archive.ts';
import { badIgnoreFile, specialFile } from './admission/context.ts';
import { quote } from './plain-text.ts';
import { readBounded, readHead } from './submission/bounded-file.ts';
import type { BoundedFile } from './submission/bounded-file.ts';
import { digestOf } from './submission/digest.ts';
import { readDockerfile } from './submission/read-dockerfile.ts';
import { SubmissionError } from './submission/submission-error.ts';
import { usualLimits, walkContext } from './submission/walk-context.ts';
import type { WalkLimits } from './submission/walk-context.ts';
import type { Submission } from './submission.ts';

export { SubmissionError };

const maximumIgnoreFileBytes = 64 * 1024;
const maximumTextBytes = 64 * 1024;

/**
 * Reads a learner's folder once: the Dockerfile's text, what lies around it,
 * and a digest of all that the builder may read. What is wrong with the
 * Dockerfile itself is returned (`dockerfile.kind`), for the learner to mend.
 *
 * @param directory as the user named it; relative to the working directory.
 * @param limits the walk stops there.
 * @throws SubmissionError where there is no folder to read: missing, a file,
 * unreadable, far too big, or a `.dockerignore` that is no text file.
 */
export async function readSubmission(
  directory: string,
  limits: WalkLimits = usualLimits,
): Promise<Submission> {
  const path = await resolveDirectory(directory);
  const ignoring = ignoreFileOf(path);
  const entries = walkContext(path, (folder) => isLeftOut(folder, ignoring), limits);
  const context: BuildContext = { entries, ...ignoring };
  return {
    directory,
    path,
    dockerfile: readDockerfile(path, entries),
    context,
    textOf: textsOf(path),
    headOf: (name) => readHead(join(path, name), headBytes),
    digest: digestOf(path, context),
  };
}

const example = 'for example `pnpm verify apps/python-server`';

async function resolveDirectory(directory: string): Promise<string> {
  try {
    const path = await realpath(directory);
    if ((await stat(path)).isDirectory()) {
      await access(path, constants.R_OK | constants.X_OK);
      return path;
    }
  } catch (error) {
    throw new SubmissionError(whyUnreadable(directory, error), { cause: error });
  }
  throw new SubmissionError(
    `${quote(directory)} is a file. Give the folder that holds the Dockerfile, ${example}.`,
  );
}

function whyUnreadable(directory: string, error: unknown): string {
  const name = quote(directory);
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EACCES':
    case 'EPERM':
      return `You are not allowed to read the folder ${name}. Let yourself in: ${quote(`chmod u+rx '${directory}'`, 300)}.`;
    case 'ENOTDIR':
      return `${name} leads through a file. Give the folder that holds the Dockerfile, ${example}.`;
    default:
      return `There is no folder ${name}. Give the folder that holds the Dockerfile, ${example}.`;
  }
}

/**
 * Whether the builder is given nothing of a folder: then it is not entered.
 * Where a pattern takes something back in (`!`), every folder is.
 */
function isLeftOut(folder: string, { ignoreFile }: Pick<BuildContext, 'ignoreFile'>): boolean {
  if (ignoreFile === undefined || /^\s*!/m.test(ignoreFile.text)) return false;
  const entry: ContextEntry = { path: folder, kind: 'directory', size: 0, mode: 0 };
  return includedEntries({ entries: [entry], ignoreFile }).length === 0;
}

/** Each file is read once, when it is first asked for. */
function textsOf(root: string): Submission['textOf'] {
  const texts = new Map<string, string | undefined>();
  return (path) => {
    if (!texts.has(path)) {
      const file = readBounded(join(root, path), maximumTextBytes);
      texts.set(path, file.kind === 'bytes' ? file.bytes.toString('utf8') : undefined);
    }
    return texts.get(path);
  };
}

/** `Dockerfile.dockerignore` wins over `.dockerignore`, as in BuildKit. */
function ignoreFileOf(root: string): Pick<BuildContext, 'ignoreFile'> {
  for (const name of ['Dockerfile.dockerignore', '.dockerignore']) {
    const path = join(root, name);
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) continue;
    const file: BoundedFile = stats.isFile()
      ? readBounded(path, maximumIgnoreFileBytes)
      : { kind: kindOf(stats) };
    if (file.kind === 'bytes') {
      return { ignoreFile: { name, text: file.bytes.toString('utf8') } };
    }
    const why = whyNot[file.kind];
    throw new SubmissionError(
      `${quote(path, 300)} cannot be read: ${why}. ` +
        'Replace it by a text file with a pattern a line, or remove it.',
      { refusal: file.kind === 'special-file' ? specialFile(name) : badIgnoreFile(name, why) },
    );
  }
  return {};
}

const whyNot: Readonly<Record<Exclude<BoundedFile['kind'], 'bytes'>, string>> = {
  directory: 'it is a folder',
  link: 'it is a link, and Docker wants the file itself',
  missing: 'it has just been removed',
  'special-file': 'it is a pipe, socket or device',
  'too-large': 'it is larger than 64 KiB',
  unreadable: 'you are not allowed to',
};

function kindOf(stats: Stats): 'directory' | 'link' | 'special-file' {
  if (stats.isDirectory()) return 'directory';
  return stats.isSymbolicLink() ? 'link' : 'special-file';
}
