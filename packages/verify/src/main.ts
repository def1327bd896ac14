import { readdir } from 'node:fs/promises';
import type { Workshop } from '@kit/checker';
import { writeTo } from '@kit/harness/write-to';
import { defaultDirectory, runCommand, sessionOpener } from './command.ts';
import { readOptions, usage } from './options.ts';
import type { Options } from './options.ts';
import { isInteractive, openOutputFile, plainStyle, styleOf } from '@kit/terminal';
import { liveProgress, plainProgress } from './progress.ts';
import type { Progress } from './progress.ts';
import { exitCodes } from './report.ts';
import type { Report } from './report.ts';
import { reporters } from './reporters/index.ts';
import { verifySubmission } from './verify.ts';
import { loadWorkshop, repository, workshopNames } from './workshops.ts';

/**
 * `pnpm verify`.
 * @returns the exit code; see the contract, "Exit codes".
 */
export function main(args: readonly string[]): Promise<number> {
  return runCommand((signal) => run(args, signal));
}

async function run(args: readonly string[], signal: AbortSignal): Promise<number> {
  const formats = reporters.map(({ name }) => name);
  const options = readOptions(args, formats);
  if (options.help) {
    await writeTo(process.stdout, usage({ formats, workshops: await workshopNames() }));
    return 0;
  }
  const reporter = reporters.find(({ name }) => name === options.format);
  const workshop = await loadWorkshop(options.workshop);
  const directory = options.directory ?? defaultDirectory(workshop);
  if (options.reset) {
    const { reset } = await import('./reset/reset.ts');
    await reset({ ...options, workshop, directory }, signal);
    return 0;
  }
  if (options.watch) {
    const { watch } = await import('./watch/watch.ts');
    const mode = options.static ? 'static' : 'full';
    return watch({ ...options, workshop, directory, mode }, signal);
  }
  const output =
    options.output === undefined
      ? undefined
      : await openOutputFile(options.output, await learnersFiles(directory, workshop));
  const progress = createProgress(options, signal);

  const report = await judge(workshop, { ...options, directory }, progress, signal).finally(() =>
    progress.clear(),
  );
  signal.throwIfAborted();

  const style = output === undefined ? styleOf(process.stdout, options.noColor) : plainStyle;
  const text = reporter?.render(report, style) ?? '';
  await (output === undefined ? writeTo(process.stdout, text) : output.write(text));
  return exitCodes[report.outcome];
}

/** Once the signal is aborted, nothing more is shown. */
function createProgress({ noColor }: Options, signal: AbortSignal): Progress {
  const { stderr } = process;
  const style = styleOf(stderr, noColor);
  const progress = isInteractive(stderr)
    ? liveProgress(stderr, style)
    : plainProgress(stderr, style);
  signal.addEventListener('abort', progress.clear);
  return {
    ...progress,
    observe: (event) => {
      if (!signal.aborted) progress.observe(event);
    },
  };
}

async function judge(
  workshop: Workshop,
  options: Options & { readonly directory: string },
  progress: Progress,
  signal: AbortSignal,
): Promise<Report> {
  const openSession = sessionOpener(signal, {
    playsLearner: options.solution,
    beforeAsking: progress.clear,
  });
  const mode = options.static ? 'static' : options.solution ? 'solution' : 'full';
  if (options.solution) {
    const { withSolution } = await import('./solution.ts');
    return withSolution(workshop, (solution) =>
      verifySubmission({ workshop, ...solution, mode, openSession }, progress.observe, signal),
    );
  }
  const { directory } = options;
  return verifySubmission({ workshop, directory, mode, openSession }, progress.observe, signal);
}

/** What the learner wrote, or copied to write on. */
async function learnersFiles(directory: string, { app }: Workshop): Promise<readonly string[]> {
  const names = ['Dockerfile', '.dockerignore', ...(await readdir(`${repository}/${app}`))];
  return names.map((name) => `${directory}/${name}`);
}
