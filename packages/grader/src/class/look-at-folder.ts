import { lstat, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { quote } from '@kit/checker';
import type { EntryProblem } from './class-entry.ts';

/**
 * What speaks against judging a folder of a learner. A link is not followed: it
 * may lead to another learner's work, or to what is on this machine.
 * @param path as the grader named it.
 * @param root whatever leads there is the grader's own; what lies below can be a learner's.
 */
export async function lookAtFolder(
  path: string,
  directory: string,
  root = directory,
): Promise<EntryProblem | undefined> {
  const link = await firstLink(root, directory);
  if (link !== undefined) return throughLink(path, link);
  const stats = await lstat(directory).catch(() => undefined);
  if (stats === undefined) {
    return {
      kind: 'error',
      reason: `There is no folder ${quote(path)}.`,
      help: 'Put what was handed in there, or correct its path.',
    };
  }
  if (stats.isDirectory()) return undefined;
  if (!stats.isSymbolicLink()) {
    return {
      kind: 'refused',
      reason: `${quote(path)} is a file, not a folder.`,
      help: 'Unpack it, and give the folder that holds the Dockerfile.',
    };
  }
  const target = await stat(directory).catch(() => undefined);
  return {
    kind: 'refused',
    reason:
      target === undefined
        ? `${quote(path)} is a link that leads nowhere.`
        : `${quote(path)} is a link, and grading follows none: it may lead to somebody else’s work.`,
    help: 'Put the folder itself in its place.',
  };
}

/** A link on the way from one folder to another one below it. */
async function firstLink(root: string, directory: string): Promise<string | undefined> {
  const names = relative(root, directory).split(sep).slice(0, -1);
  for (const [index] of names.entries()) {
    const folder = join(root, ...names.slice(0, index + 1));
    const stats = await lstat(folder).catch(() => undefined);
    if (stats?.isSymbolicLink() === true) return folder;
  }
  return undefined;
}

function throughLink(path: string, link: string): EntryProblem {
  return {
    kind: 'refused',
    reason: `${quote(path)} leads through the link ${quote(link)}, and grading follows none: it may lead to somebody else’s work.`,
    help: 'Put the folder itself in the place of the link.',
  };
}
