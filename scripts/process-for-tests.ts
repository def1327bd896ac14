import type { ChildProcess } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';

/** What a command of the kit left, when a test ran it as a process of its own. */
export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Waits for the end of a process, and for all that it wrote. */
export async function endOf(child: ChildProcess): Promise<Ended> {
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('close', resolve).once('error', reject);
  });
  const [stdout, stderr, exitCode] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    ended,
  ]);
  return { exitCode, stdout, stderr };
}

/** Nothing, where a test closed it or gave a file in its place. */
async function readAll(stream: Readable | null): Promise<string> {
  return stream === null ? '' : text(stream).catch(() => '');
}
