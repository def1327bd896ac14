import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { recordHome } from '../record/record-file.ts';
import { writeAtomically } from '@kit/terminal';

/** Who works in a folder, in which room: with a token they come back to it as the same one. */
export interface Member {
  readonly code: string;
  readonly name: string;
  /** Absolute. */
  readonly directory: string;
}

/**
 * The learner's token in that room, made where there is none yet. It is made here and not there:
 * who hears no answer to joining asks again with it, and has not joined twice.
 */
export async function tokenOf(member: Member, home = recordHome()): Promise<string> {
  const file = fileOf(member, home);
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept.trim() !== '') return kept.trim();
  const token = randomBytes(24).toString('base64url');
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeAtomically(file, token);
  } catch {
    // The room is no less open for it; a learner who starts again is a new one.
  }
  return token;
}

/** A file each: many learners may share a machine. */
function fileOf({ code, name, directory }: Member, home: string): string {
  const hash = createHash('sha256').update(JSON.stringify([code, name, directory]));
  return path.join(home, 'rooms', hash.digest('hex').slice(0, 32));
}
