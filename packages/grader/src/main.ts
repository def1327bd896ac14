import { abortOnSignals, enterCallersFolder, explain, Interrupted } from '@kit/verify';
import { writeTo } from '@kit/harness/write-to';
import { repeatClosing } from './commands/closing.ts';
import { formatNames } from './formats/names.ts';
import { readOptions, usage } from './options.ts';

/**
 * `pnpm grade`. The one place that catches: whatever is thrown is the kit's or
 * the machine's fault, told in a line or two.
 * @returns the exit code; see the contract, "Exit codes".
 */
export async function main(args: readonly string[]): Promise<number> {
  const signal = abortOnSignals(() => {
    process.stderr.write('\nStopping, and cleaning up. Ctrl-C once more stops at once.\n');
  });
  // Nobody reads on, as after `| head`; the exit code still tells.
  process.stderr.on('error', () => undefined);
  try {
    enterCallersFolder();
    return await run(args, signal);
  } catch (error) {
    // A stream that takes no words leaves the exit code to tell.
    await writeTo(process.stderr, `${told(error)}\n`).catch(() => undefined);
    return 2;
  }
}

async function run(args: readonly string[], signal: AbortSignal): Promise<number> {
  const options = readOptions(args, formatNames);
  switch (options.command) {
    case 'help':
      await writeTo(process.stdout, usage(formatNames));
      return 0;
    case 'grade':
      if (await repeatClosing(options)) return 0;
      return (await import('./commands/grade.ts')).grade(options, signal);
    case 'worker':
      return (await import('./commands/worker.ts')).worker(options, signal);
    case 'diff':
      return (await import('./commands/diff.ts')).diff(options);
  }
}

function told(error: unknown): string {
  return error instanceof Interrupted
    ? 'Stopped. What is graded is kept: the same command goes on from here.'
    : explain(error);
}
