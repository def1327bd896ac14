import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Puts a text in the place of a file, whole or not at all.
 * @throws what the file system says, see `whyNot`.
 */
export async function writeAtomically(file: string, text: string): Promise<void> {
  const draft = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`);
  try {
    await writeFile(draft, text, { flush: true });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Why a file could not be written or read, for people, as the end of a sentence. */
export function whyNot(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const reasons: Readonly<Partial<Record<string, string>>> = {
    EISDIR: 'it is a folder',
    ENOENT: 'its folder does not exist',
    ENOTDIR: 'its folder is a file',
    EACCES: 'you are not allowed to write there',
    EPERM: 'you are not allowed to write there',
    EROFS: 'it is on a read-only disk',
    ENOSPC: 'the disk is full',
    ENAMETOOLONG: 'its name is too long',
    ELOOP: 'it is a link that leads back to itself',
  };
  return reasons[code ?? ''] ?? message;
}
