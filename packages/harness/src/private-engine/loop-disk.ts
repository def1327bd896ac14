import { mkdir, open, statfs } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../errors.ts';
import type { Layout } from './layout.ts';
import { bytesPerFile } from './throw-away-limits.ts';
import { runCommand } from './run-command.ts';

/** Left for everybody else, when a disk has taken all that it may. */
const spareBytes = 1024 ** 3;

/**
 * Makes a disk of its own for an engine: a file that takes only what is written.
 * @throws EngineError where the machine's own disk has not got that much.
 */
export async function makeDisk({ home, data }: Layout, bytes: number): Promise<void> {
  await mkdir(data, { recursive: true });
  const { bavail, bsize } = await statfs(home);
  if (bavail * bsize < bytes + spareBytes) throw tooSmall(home, bavail * bsize, bytes);
  const disk = path.join(home, 'disk');
  const file = await open(disk, 'w');
  await file.truncate(bytes);
  await file.close();
  const ratio = String(bytesPerFile);
  await runCommand('mkfs.ext4', ['-q', '-F', '-m', '0', '-i', ratio, '-O', '^has_journal', disk]);
  await runCommand('mount', ['-o', 'loop,nosuid,nodev', disk, data]);
}

export async function releaseDisk({ data }: Layout): Promise<void> {
  // Lazily where something is at work in it for another moment.
  await runCommand('umount', [data]).catch(() => runCommand('umount', ['--lazy', data]));
}

function tooSmall(home: string, free: number, bytes: number): EngineError {
  const [has, takes] = [free, bytes + spareBytes].map((each) => Math.floor(each / 2 ** 20));
  return new EngineError(
    'disk',
    `An engine for grading takes up to ${bytes / 2 ** 20} MiB of disk, and ${home} has ${has} MiB left.`,
    `Free some space there: ${takes} MiB are wanted. Then run the same command again.`,
  );
}
