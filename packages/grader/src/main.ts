import { setFlagsFromString } from 'node:v8';
import { explain, Interrupted, runCommand } from '@kit/verify';
import { writeTo } from '@kit/harness/write-to';
import { repeatClosing } from './commands/closing.ts';
import { formatNames } from './formats/names.ts';
import { readOptions, usage } from './options.ts';

/**
 * `pnpm grade`.
 * @returns the exit code; see the contract, "Exit codes".
 */
export function main(args: readonly string[]): Promise<number> {
  return runCommand((signal) => run(args, signal), told);
}

async function run(args: readonly string[], signal: AbortSignal): Promise<number> {
  const options = readOptions(args, formatNames);
  switch (options.command) {
    case 'help':
      await writeTo(process.stdout, usage(formatNames));
      return 0;
    case 'grade':
      if (await repeatClosing(options)) return 0;
      keepHeapSmall();
      return (await import('./commands/grade.ts')).grade(options, signal);
    case 'worker':
      keepHeapSmall();
      return (await import('./commands/worker.ts')).worker(options, signal);
    case 'diff':
      return (await import('./commands/diff.ts')).diff(options);
  }
}

/** On a large machine what is young in memory may take 128 MiB, half of what a grader has in all. */
function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

function told(error: unknown): string {
  return error instanceof Interrupted
    ? 'Stopped. What is graded is kept: the same command goes on from here.'
    : explain(error);
}
