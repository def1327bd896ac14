import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { cacheFolder } from '@kit/harness/cache-folder';
import manifest from '../package.json' with { type: 'json' };

const program = `
const { PGlite } = await import('@electric-sql/pglite');
const database = await PGlite.create(process.argv[1]);
await database.close();
`;

/**
 * Makes an empty database where there is none, whole or not at all: as a copy of one in the
 * user's cache, for to make one takes seconds, and five times the memory that to use it does.
 */
export async function makeDatabase(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const version = manifest.dependencies['@electric-sql/pglite'];
  const template = path.join(cacheFolder(), `database-${version}`);
  const isCached = await make(template, initialise).then(
    () => true,
    () => false,
  );
  await make(folder, isCached ? (draft) => cp(template, draft, { recursive: true }) : initialise);
}

/** Fills a folder under another name first; others may be about it at the same moment. */
async function make(folder: string, fill: (draft: string) => Promise<void>): Promise<void> {
  if (existsSync(folder)) return;
  await mkdir(path.dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}.`);
  try {
    await fill(draft);
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** In a process of its own: nothing would give its memory back. */
async function initialise(folder: string): Promise<void> {
  const child = spawn(
    process.execPath,
    ['--liftoff-only', '--input-type=module', '--eval', program, path.resolve(folder)],
    { cwd: import.meta.dirname, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const errors = text(child.stderr);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code === 0) return;
  const full = /ENOSPC|No space left/i.test(await errors);
  throw Object.assign(new Error(`The database could not be made: ${await errors}`), {
    ...(full && { code: 'ENOSPC' }),
  });
}
