import path from 'node:path';
import { quote, SubmissionError } from '@kit/checker';
import type { Workshop } from '@kit/checker';
import { writeTo } from '@kit/harness/write-to';
import type { OpenSession } from './engine-session.ts';
import { faultOf } from './fault.ts';
import { abortOnSignals, Interrupted } from './interruption.ts';
import { isInteractive, UsageError } from '@kit/terminal';
import { repository } from './workshops.ts';

/** What the kit's commands for one submission have in common. */

/** pnpm runs scripts in the folder of the kit; people name files from where they stand. */
export function enterCallersFolder(): void {
  const folder = process.env.INIT_CWD;
  if (!folder) return;
  try {
    process.chdir(folder);
  } catch (cause) {
    throw new UsageError(
      `The folder you stand in, ${quote(folder)}, cannot be entered. Go to another one with \`cd\`.`,
      { cause },
    );
  }
}

/** The folder that is judged where none is named. */
export function defaultDirectory({ app }: Workshop): string {
  return path.relative(process.cwd(), `${repository}/${app}`) || '.';
}

/**
 * Opens sessions on the engine of this machine; asks before the kit gets one of its own.
 * @param playsLearner see `SessionOptions`.
 * @param beforeAsking called before a question is put on the terminal.
 */
export function sessionOpener(
  signal: AbortSignal,
  { playsLearner = false, beforeAsking = () => {} } = {},
): OpenSession {
  return async (request) => {
    // Static steps need none of this, and are there at once.
    const { openEngineSession } = await import('./engine-session.ts');
    const { mayGetPrivateEngine } = await import('./ask.ts');
    const mayStartPrivateEngine = () => {
      beforeAsking();
      return mayGetPrivateEngine(isInteractive(process.stderr), signal, request.onNote);
    };
    return openEngineSession(request, { playsLearner, mayStartPrivateEngine });
  };
}

/**
 * Runs a command of the kit: the one place that catches. Whatever is thrown is the
 * kit's or the machine's fault, told in a line or two.
 * @param run is handed a signal that Ctrl-C and the like abort.
 * @returns its exit code, or 2; see the contract, "Exit codes".
 */
export async function runCommand(
  run: (signal: AbortSignal) => Promise<number>,
  tell: (error: unknown) => string = explain,
): Promise<number> {
  const signal = abortOnSignals(() => {
    process.stderr.write('\nStopping, and cleaning up. Ctrl-C once more stops at once.\n');
  });
  // Nobody reads on, as after `| head`; the exit code still tells.
  process.stderr.on('error', () => undefined);
  try {
    enterCallersFolder();
    return await run(signal);
  } catch (error) {
    // A stream that takes no words leaves the exit code to tell.
    await writeTo(process.stderr, `${tell(error)}\n`).catch(() => undefined);
    return 2;
  }
}

/** What is told of something that ended a command. */
export function explain(error: unknown): string {
  if (error instanceof UsageError || error instanceof SubmissionError) return error.message;
  if (error instanceof Interrupted) return 'Stopped. Nothing was left behind.';
  const { reason, help } = faultOf(error);
  return `The kit could not judge: ${reason}\n${help}`;
}
