import path from 'node:path';
import { writeTo } from '@kit/harness/write-to';
import { openOutputFile, plainStyle, styleOf, UsageError } from '@kit/terminal';
import { readOptions, usage } from './options.ts';
import { exitCodes } from './report.ts';
import type { DoctorReport } from './report.ts';
import { reporters } from './reporters/index.ts';

/** They are made one after the other, each in containers of its own. */
const attacksMs = 300_000;

/**
 * `pnpm run doctor`. The one place that catches.
 * @returns the exit code: 0 where nothing has to be mended, else 2.
 */
export async function main(args: readonly string[]): Promise<number> {
  // Nobody reads on, as after `| head`; the exit code still tells.
  process.stderr.on('error', () => undefined);
  try {
    return await run(args);
  } catch (error) {
    const { message } = error as Error;
    const text = error instanceof UsageError ? message : `The kit could not look: ${message}`;
    await writeTo(process.stderr, `${text}\n`).catch(() => undefined);
    return 2;
  }
}

async function run(args: readonly string[]): Promise<number> {
  const formats = reporters.map(({ name }) => name);
  const options = readOptions(args, formats);
  if (options.help) {
    await writeTo(process.stdout, usage(formats));
    return 0;
  }
  const output =
    options.output === undefined ? undefined : await openOutputFile(fromCaller(options.output));

  // Bad options need none of this, and are told at once.
  const { loadEngineClient } = await import('@kit/harness/find');
  // Before anybody's patience is measured.
  await loadEngineClient();
  const report = await (options.profile === undefined ? lookAround() : makeAttacks());

  const style = output === undefined ? styleOf(process.stdout, options.noColor) : plainStyle;
  const text = reporters.find(({ name }) => name === options.format)?.render(report, style) ?? '';
  await (output === undefined ? writeTo(process.stdout, text) : output.write(text));
  return exitCodes[report.outcome];
}

async function lookAround(): Promise<DoctorReport> {
  const { examine } = await import('./examine.ts');
  const { thisMachine } = await import('./machine.ts');
  const { checks } = await import('./checks/index.ts');
  return examine(checks, thisMachine());
}

async function makeAttacks(): Promise<DoctorReport> {
  const { examine } = await import('./examine.ts');
  const { thisMachine } = await import('./machine.ts');
  const { openAttacks } = await import('./attacks.ts');
  const { engine } = await import('./checks/engine.ts');
  const signal = AbortSignal.timeout(attacksMs);
  const machine = thisMachine({ patienceMs: attacksMs, signal });
  const found = await machine.engine();
  if (found.kind === 'none') return examine([engine], machine);
  const { checks, close } = openAttacks(found.engine);
  try {
    const report = await examine(checks, machine);
    const isTried = report.checks.some(({ status }) => status !== 'unknown');
    return { ...report, profile: 'grade', outcome: isTried ? report.outcome : 'not ok' };
  } finally {
    await close();
  }
}

/** pnpm runs scripts in the folder of the kit; people name files from where they stand. */
function fromCaller(file: string): string {
  return path.resolve(process.env.INIT_CWD ?? '.', file);
}
