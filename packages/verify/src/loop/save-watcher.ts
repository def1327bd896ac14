import { watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';

/** An editor's save is several events: it ends when this long none came. */
const quietMs = 15;

/** For file systems that tell of nothing, and folders that were put in another's place. */
const lookMs = 500;

const lookedAt = ['.', 'Dockerfile', '.dockerignore', 'Dockerfile.dockerignore'];

/**
 * Calls `onSave` soon after something in a folder was saved, renamed or
 * removed, the folder itself included. It may call too often, never too seldom
 * for the Dockerfile and its ignore file: whoever listens compares.
 * @returns ends the watching.
 */
export function watchSaves(directory: string, onSave: () => void): () => void {
  let watcher: FSWatcher | undefined;
  let quiet: NodeJS.Timeout | undefined;
  let seen: string | undefined;
  let isClosed = false;

  const soon = () => {
    clearTimeout(quiet);
    quiet = setTimeout(onSave, quietMs);
  };
  const stop = () => {
    watcher?.close();
    watcher = undefined;
  };
  const start = () => {
    stop();
    try {
      watcher = watch(directory, { recursive: true }, soon).on('error', stop);
    } catch {
      // No folder at the moment, or too many of them: looking at it does.
    }
  };
  const look = async () => {
    const found = await fingerprint(directory);
    if (isClosed || found === seen) return;
    const before = seen;
    seen = found;
    if (before === undefined) return;
    if (inodeIn(found) !== inodeIn(before)) start();
    soon();
  };
  start();
  void look();
  const looking = setInterval(() => void look(), lookMs);

  return () => {
    isClosed = true;
    clearInterval(looking);
    clearTimeout(quiet);
    stop();
  };
}

/** Of the folder and the files that matter most: which they are, and when they were written. */
async function fingerprint(directory: string): Promise<string> {
  const files = await Promise.all(
    lookedAt.map((name) => stat(path.join(directory, name)).catch(() => undefined)),
  );
  return files.map((file) => (file ? `${file.ino} ${file.mtimeMs} ${file.size}` : '-')).join('\n');
}

function inodeIn(found: string): string {
  return found.split(/[ \n]/)[0] ?? '';
}
