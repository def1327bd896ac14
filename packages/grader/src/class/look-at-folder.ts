import { lstat, stat } from 'node:fs/promises';
import { quote } from '@kit/checker';
import type { EntryProblem } from './class-entry.ts';

/**
 * What speaks against judging a folder of a learner. A link is not followed: it
 * may lead to another learner's work, or to what is on this machine.
 * @param path as the grader named it.
 */
export async function lookAtFolder(
  path: string,
  directory: string,
): Promise<EntryProblem | undefined> {
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
