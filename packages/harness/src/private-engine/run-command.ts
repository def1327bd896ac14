import { execFile } from 'node:child_process';
import { basename } from 'node:path';
import { promisify } from 'node:util';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
  /** For its standard input. */
  readonly input?: string;
}

const execute = promisify(execFile);
const shownLines = 6;

/**
 * Runs a program to its end.
 * @returns what it printed to stdout.
 * @throws with its last lines, where it fails.
 */
export async function runCommand(
  program: string,
  args: readonly string[],
  { input = '', ...options }: RunOptions = {},
): Promise<string> {
  options.signal?.throwIfAborted();
  try {
    const running = execute(program, args, { maxBuffer: 64 * 1024 * 1024, ...options });
    running.child.stdin?.on('error', () => {}).end(input);
    return (await running).stdout;
  } catch (error) {
    options.signal?.throwIfAborted();
    const { stderr = '', message } = error as { stderr?: string; message: string };
    const lines = stderr.trim().split('\n').slice(-shownLines).join('\n');
    throw new Error(`${basename(program)} failed: ${lines || message}`, { cause: error });
  }
}
