import { parseArgs } from 'node:util';
import { plain, quote } from '@kit/checker';
import { didYouMean, thereIs } from './did-you-mean.ts';
import { UsageError } from './usage-error.ts';

export interface Options {
  /** Folder to judge; absent for the workshop's own app. */
  readonly directory?: string;
  readonly solution: boolean;
  readonly static: boolean;
  readonly workshop: string;
  /** Name of a reporter. */
  readonly format: string;
  readonly output?: string;
  readonly noColor: boolean;
  readonly help: boolean;
}

const declared = {
  solution: { type: 'boolean' },
  static: { type: 'boolean' },
  workshop: { type: 'string' },
  format: { type: 'string' },
  output: { type: 'string' },
  'no-color': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const defaultWorkshop = 'containerize-python';

/** Names of what can be chosen, the default first. */
export interface Choices {
  readonly formats: readonly string[];
  readonly workshops: readonly string[];
}

/** The text of `--help`. */
export function usage({ formats, workshops }: Choices): string {
  return `pnpm verify [DIR]              judge the Dockerfile in DIR, build it, run it, ask it
pnpm verify --solution         the same on the workshop's own solution
pnpm verify --static [DIR]     only what needs no container engine

DIR is apps/python-server where none is given.

  --workshop NAME              the workshop to judge by: ${workshops.join(', ')}
  --format NAME                how the report is written: ${formats.join(', ')}
  --output FILE                write the report to FILE
  --no-color                   no colours; NO_COLOR, FORCE_COLOR and CI are heeded
  --help                       this text

Exit code: 0 all judged steps passed, 1 there is something to fix,
2 the kit could not judge.
`;
}

/**
 * Reads the command line.
 * @param formats names of the reporters, the default first.
 * @throws UsageError, one line naming what is wrong and the nearest that is right.
 */
export function readOptions(args: readonly string[], formats: readonly string[]): Options {
  // `pnpm verify -- --static` is a habit from npm; pnpm hands the two dashes on.
  const own = args[0] === '--' ? args.slice(1) : args;
  const { values, positionals, tokens } = parseArgs({
    args: [...own],
    options: declared,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === 'option') checkOption(token);
  }
  const { workshop = defaultWorkshop, format = formats[0] ?? '', output } = values;
  const options: Options = {
    ...(positionals[0] !== undefined && { directory: positionals[0] }),
    solution: values.solution === true,
    static: values.static === true,
    workshop: String(workshop),
    format: String(format),
    ...(output !== undefined && { output: String(output) }),
    noColor: values['no-color'] === true,
    help: values.help === true,
  };
  if (options.help) return options;
  checkTogether(options, positionals, formats);
  return options;
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function checkOption({ name, rawName, value, inlineValue }: OptionToken): void {
  if (!isDeclared(name)) {
    const nearest = didYouMean(plain(rawName), Object.keys(declared))?.replace('`', '`--');
    throw new UsageError(
      [`Unknown option ${quote(rawName)}.`, nearest, '`pnpm verify --help` shows them all.']
        .filter((sentence) => sentence !== undefined)
        .join(' '),
    );
  }
  const takesValue = declared[name].type === 'string';
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

const examples: Readonly<Partial<Record<string, string>>> = {
  workshop: 'containerize-python',
  format: 'json',
  output: 'report.json',
};

function isDeclared(name: string): name is keyof typeof declared {
  return Object.hasOwn(declared, name);
}

function checkTogether(
  { solution, format }: Options,
  positionals: readonly string[],
  formats: readonly string[],
): void {
  if (!formats.includes(format)) {
    throw new UsageError(
      `There is no format ${quote(format)}. ${didYouMean(format, formats) ?? thereIs(formats)}`,
    );
  }
  if (positionals.length > 1) {
    throw new UsageError(
      `\`pnpm verify\` judges one folder, and was given ${positionals.length}: ${positionals.map((each) => quote(each)).join(', ')}.`,
    );
  }
  if (positionals[0] === '') throw new UsageError('The name of the folder is empty.');
  if (solution && positionals.length > 0) {
    throw new UsageError('`--solution` judges the solution of the workshop; leave the folder out.');
  }
}
