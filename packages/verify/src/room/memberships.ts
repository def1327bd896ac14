import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { recordHome } from '../record/record-file.ts';
import { writeAtomically } from '../write-file.ts';

/** Who works in a folder, in which room: with a token they come back to it as the same one. */
export interface Member {
  readonly code: string;
  readonly name: string;
  /** Absolute. */
  readonly directory: string;
}

export async function readToken(member: Member, home = recordHome()): Promise<string | undefined> {
  return readFile(fileOf(member, home), 'utf8').then(
    (text) => text.trim() || undefined,
    () => undefined,
  );
}

/** Keeps it, where it can; without it a learner who starts again is a new one. */
export async function keepToken(member: Member, token: string, home = recordHome()): Promise<void> {
  try {
    const file = fileOf(member, home);
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeAtomically(file, token);
  } catch {
    // The room is no less open for it.
  }
}

/** A file each: many learners may share a machine. */
function fileOf({ code, name, directory }: Member, home: string): string {
  const hash = createHash('sha256').update(JSON.stringify([code, name, directory]));
  return path.join(home, 'rooms', hash.digest('hex').slice(0, 32));
}
