import { writeTo } from '@kit/harness/write-to';
import { repository, runCommand, workshopNames } from '@kit/verify';
import { createPen, styleOf } from '@kit/verify/terminal';
import { readTestOptions, usage } from './options.ts';
import { proveWorkshop } from './prove.ts';
import { chapterLines, closingLines } from './screen.ts';

/**
 * `pnpm workshop`.
 * @param root the folder of the kit, or of another repository of its shape.
 * @returns the exit code: 0 all holds, 1 there is something to mend, 2 it could not be tried.
 */
export function main(args: readonly string[], root = repository): Promise<number> {
  return runCommand((signal) => run(args, root, signal));
}

async function run(args: readonly string[], root: string, signal: AbortSignal): Promise<number> {
  const options = readTestOptions(args);
  if (options.help) {
    await writeTo(process.stdout, usage);
    return 0;
  }
  const { stdout } = process;
  const pen = createPen(styleOf(stdout, options.noColor));
  let holds = true;
  for (const name of options.names.length > 0 ? options.names : await workshopNames(root)) {
    const proved = await proveWorkshop(
      name,
      { ...options, root },
      (chapter) => stdout.write(chapterLines(chapter, pen)),
      signal,
    );
    await writeTo(stdout, closingLines(name, proved, pen));
    holds &&= proved.every(({ problems }) => problems.length === 0);
  }
  return holds ? 0 : 1;
}
