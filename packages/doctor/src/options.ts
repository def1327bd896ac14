import { quote } from '@kit/checker';
import { checkFormat, readCommandLine, UsageError } from '@kit/terminal';

export interface Options {
  /** Name of a reporter. */
  readonly format: string;
  readonly output?: string;
  /** Whose files are to be held: tries the limits, and nothing else. */
  readonly profile?: 'grade';
  readonly noColor: boolean;
  readonly help: boolean;
}

const command = {
  command: 'pnpm run doctor',
  options: {
    format: { type: 'string' },
    output: { type: 'string' },
    profile: { type: 'string' },
    'no-color': { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
  examples: { format: 'json', output: 'doctor.json', profile: 'grade' },
} as const;

/** The text of `--help`. */
export function usage(formats: readonly string[]): string {
  return `pnpm run doctor              say what is missing on this machine, and what mends it

  --profile grade            try small attacks, as strangers' files would: what
                             is held here, and what is not
  --format NAME              how it is told: ${formats.join(', ')}
  --output FILE              write it to FILE
  --no-color                 no colours; NO_COLOR, FORCE_COLOR and CI are heeded
  --help                     this text

It tries each thing, for at most five seconds together, starts no engine and
changes nothing. The attacks of a profile take a minute; each is small, made in
a container of the engine that runs, and cleared away.
(\`pnpm doctor\` without \`run\` is pnpm's own, about itself.)

Exit code: 0 nothing has to be mended, 2 something has.
`;
}

/**
 * Reads the command line.
 * @param formats names of the reporters, the default first.
 * @throws UsageError, one line naming what is wrong and the nearest that is right.
 */
export function readOptions(args: readonly string[], formats: readonly string[]): Options {
  const { values, positionals } = readCommandLine(args, command);
  const { format = formats[0] ?? '', output, profile } = values;
  if (values.help !== true) {
    checkFormat(String(format), formats);
    if (profile !== undefined && profile !== 'grade') {
      throw new UsageError(
        '`--profile` takes `grade`: what is tried is what holds strangers’ files.',
      );
    }
    if (positionals[0] !== undefined) {
      throw new UsageError(
        `\`pnpm run doctor\` takes options only, and was given ${quote(positionals[0])}.`,
      );
    }
  }
  return {
    format: String(format),
    ...(output !== undefined && { output: String(output) }),
    ...(profile === 'grade' && { profile }),
    noColor: values['no-color'] === true,
    help: values.help === true,
  };
}
