import { constants } from 'node:fs';
import type { Stats } from 'node:fs';
import { access, realpath, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { quote } from '@kit/checker';
import { UsageError } from './usage-error.ts';
import { whyNot, writeAtomically } from './write-file.ts';

export interface OutputFile {
  /**
   * Puts a text in the place of the file, whole or not at all.
   * @throws UsageError where it cannot be written, as on a full disk.
   */
  readonly write: (text: string) => Promise<void>;
}

/**
 * Looks whether a file can be written, so that nobody waits for a build first.
 * @param name relative to the working directory.
 * @param kept files that no report may replace, where they exist.
 * @throws UsageError saying why it cannot.
 */
export async function openOutputFile(
  name: string,
  kept: readonly string[] = [],
): Promise<OutputFile> {
  const cannot = (error: unknown) => cannotWrite(name, error);
  try {
    const file = (await realpath(name).catch(noneYet)) ?? path.resolve(name);
    const stats = await stat(file).catch(noneYet);
    if (stats?.isDirectory() === true) throw Object.assign(new Error(), { code: 'EISDIR' });
    if (stats !== undefined && (await isOneOf(kept, stats))) {
      throw new Error('it is a file of the folder that is judged');
    }
    await access(stats === undefined ? path.dirname(file) : file, constants.W_OK);
    // A pipe or a device takes the text itself; renaming would put a file in its place.
    const replace = stats === undefined || stats.isFile();
    const write = replace ? writeAtomically : writeFile;
    return {
      write: (text) =>
        write(file, text).catch((error: unknown) => {
          throw cannot(error);
        }),
    };
  } catch (error) {
    throw cannot(error);
  }
}

/** By what the names lead to: links, and a file system that takes `dockerfile` for `Dockerfile`. */
async function isOneOf(files: readonly string[], { dev, ino }: Stats): Promise<boolean> {
  const found = await Promise.all(files.map((file) => stat(file).catch(() => undefined)));
  return found.some((other) => other?.dev === dev && other.ino === ino);
}

function noneYet(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

function cannotWrite(name: string, error: unknown): UsageError {
  return new UsageError(
    `The report cannot be written to ${quote(name)}: ${whyNot(error)}. Give another file to \`--output\`.`,
    { cause: error },
  );
}
