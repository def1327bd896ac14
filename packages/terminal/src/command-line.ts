import { parseArgs } from 'node:util';
import { plain, quote } from '@kit/checker';
import { didYouMean, thereIs } from './did-you-mean.ts';
import { UsageError } from './usage-error.ts';

/** What a command of the kit understands. */
export interface CommandLine {
  /** As people type it. */
  readonly command: string;
  /** As `parseArgs` of `node:util` takes them. */
  readonly options: Readonly<
    Record<string, { readonly type: 'boolean' | 'string'; readonly short?: string }>
  >;
  /** A value for each option that takes one. */
  readonly examples: Readonly<Record<string, string>>;
}

export interface GivenArguments {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

/**
 * Takes a command line apart.
 * @throws UsageError, one line naming what is wrong and the nearest that is right.
 */
export function readCommandLine(args: readonly string[], commandLine: CommandLine): GivenArguments {
  // `pnpm verify -- --static` is a habit from npm; pnpm hands the two dashes on.
  const own = args[0] === '--' ? args.slice(1) : args;
  const { values, positionals, tokens } = parseArgs({
    args: [...own],
    options: commandLine.options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === 'option') checkOption(token, commandLine);
  }
  return { values, positionals };
}

/** @throws UsageError naming the nearest format that there is. */
export function checkFormat(format: string, formats: readonly string[]): void {
  if (formats.includes(format)) return;
  throw new UsageError(
    `There is no format ${quote(format)}. ${didYouMean(format, formats) ?? thereIs(formats)}`,
  );
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function checkOption(
  { name, rawName, value, inlineValue }: OptionToken,
  { command, options, examples }: CommandLine,
): void {
  const declared = Object.hasOwn(options, name) ? options[name] : undefined;
  if (declared === undefined) {
    const nearest = didYouMean(plain(rawName), Object.keys(options))?.replace('`', '`--');
    throw new UsageError(
      [`Unknown option ${quote(rawName)}.`, nearest, `\`${command} --help\` shows them all.`]
        .filter((sentence) => sentence !== undefined)
        .join(' '),
    );
  }
  const takesValue = declared.type === 'string';
  if (!takesValue && value !== undefined) {
    throw new UsageError(`\`${rawName}\` takes no value; write \`${rawName}\` alone.`);
  }
  if (
    takesValue &&
    (value === undefined || value === '' || (!inlineValue && value.startsWith('-')))
  ) {
    throw new UsageError(
      `\`${rawName}\` needs a value: \`${rawName} ${examples[name] ?? 'NAME'}\`.`,
    );
  }
}
