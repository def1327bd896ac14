import { randomBytes } from 'node:crypto';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Puts a text in the place of a file, whole or not at all, a loss of power
 * included. A link or a pipe there gives way, and nothing is written through it.
 * @throws what the file system says, see `whyNot`.
 */
export async function writeAtomically(file: string, text: string): Promise<void> {
  const folder = path.dirname(file);
  // Nobody can have put a link there before: the name is new, and `wx` follows none.
  const draft = path.join(folder, `.report-${randomBytes(8).toString('hex')}`);
  try {
    await writeFile(draft, text, { flag: 'wx', flush: true });
    await rename(draft, file);
    await flushFolder(folder);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Not every file system can; then its own habits count. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(folder);
  await handle.sync().catch(() => undefined);
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
