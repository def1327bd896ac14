import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';

const program = `
const { PGlite } = await import('@electric-sql/pglite');
const database = await PGlite.create(process.argv[1]);
await database.close();
`;

/**
 * Makes an empty database where there is none, whole or not at all. In a process of its own:
 * to make one takes three times the memory that to use it does, and nothing would give it back.
 */
export async function makeDatabase(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const draft = `${folder}.new`;
  await rm(draft, { recursive: true, force: true });
  const child = spawn(
    process.execPath,
    ['--liftoff-only', '--input-type=module', '--eval', program, path.resolve(draft)],
    { cwd: import.meta.dirname, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const errors = text(child.stderr);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) {
    await rm(draft, { recursive: true, force: true });
    const full = /ENOSPC|No space left/i.test(await errors);
    throw Object.assign(new Error(`The database could not be made: ${await errors}`), {
      ...(full && { code: 'ENOSPC' }),
    });
  }
  await rename(draft, folder);
}
