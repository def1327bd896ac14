import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { quote } from '@kit/checker';
import { UsageError } from '@kit/terminal';

/**
 * Makes this process the only owner of a folder, until `release` or its end,
 * however it ends: the kernel frees the lock of a process that was killed.
 * PGlite itself locks nothing, and two owners would lose data.
 *
 * @throws UsageError where another process has it.
 */
export function lockFolder(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(path.join(folder, 'owner.lock'));
  try {
    database.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE;');
    database.exec('BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS owner (pid INTEGER); COMMIT;');
  } catch (cause) {
    database.close();
    throw new UsageError(
      `Another process is at work on ${quote(folder)}. Wait for it, end it, or give this one another folder with \`--out\`.`,
      { cause },
    );
  }
  return { release: () => database.close() };
}
