import { writeTo } from '@kit/harness/write-to';
import { repository, runCommand, workshopNames } from '@kit/verify';
import { createPen, openOutputFile, plainStyle, styleOf } from '@kit/terminal';
import { readTestOptions, usage } from './options.ts';
import { proofAsJson, proofOf, provedWorkshop } from './proof.ts';
import type { ProvedWorkshop } from './proof.ts';
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
  const output = options.output === undefined ? undefined : await openOutputFile(options.output);
  const isJson = options.format === 'json';
  // Whoever looks on sees each step as soon as it is done.
  const isLive = output === undefined && !isJson;
  const pen = createPen(
    output === undefined ? styleOf(process.stdout, options.noColor) : plainStyle,
  );
  const told: string[] = [];
  const tell = (text: string) => {
    told.push(text);
    if (isLive) process.stdout.write(text);
  };
  const workshops: ProvedWorkshop[] = [];
  for (const name of options.names.length > 0 ? options.names : await workshopNames(root)) {
    const chapters = await proveWorkshop(
      name,
      { ...options, root },
      (chapter) => tell(chapterLines(chapter, pen)),
      signal,
    );
    tell(closingLines(name, chapters, pen));
    workshops.push(provedWorkshop(name, chapters));
  }
  const proof = proofOf(workshops);
  const text = isJson ? proofAsJson(proof) : told.join('');
  if (output !== undefined) await output.write(text);
  else await writeTo(process.stdout, isLive ? '' : text);
  return proof.outcome === 'passed' ? 0 : 1;
}
