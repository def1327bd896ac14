import { checkFormat, readCommandLine, UsageError } from '@kit/terminal';
import { quote } from '@kit/checker';

export interface TestOptions {
  /** Of workshops; empty for all. */
  readonly names: readonly string[];
  readonly engine: boolean;
  readonly update: boolean;
  readonly format: 'terminal' | 'json';
  readonly output?: string;
  readonly noColor: boolean;
  readonly help: boolean;
}

const formats = ['terminal', 'json'] as const;

export const usage = `pnpm workshop test [NAME …]    prove that a workshop says and judges what it should

Each step's solution passes and the one before it does not, each mistake is
answered with the words in its expected.txt, each check is tripped by a mistake,
and the pages have what they link to. All workshops where no NAME is given.

  --engine                     also what needs a container engine: the solutions
                               are built and run
  --update                     write the answers to expected.txt: read them then
  --format NAME                how it is told: ${formats.join(', ')}
  --output FILE                write it to FILE
  --no-color                   no colours; NO_COLOR, FORCE_COLOR and CI are heeded
  --help                       this text

Exit code: 0 all of it holds, 1 there is something to mend, 2 it could not be
tried. \`pnpm create-workshop NAME\` makes a workshop to begin with.
`;

const commandLine = {
  command: 'pnpm workshop',
  options: {
    engine: { type: 'boolean' },
    update: { type: 'boolean' },
    format: { type: 'string' },
    output: { type: 'string' },
    'no-color': { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
  examples: { format: 'json', output: 'proof.json' },
} as const;

/**
 * Reads the command line of `pnpm workshop`.
 * @throws UsageError
 */
export function readTestOptions(args: readonly string[]): TestOptions {
  const { values, positionals } = readCommandLine(args, commandLine);
  const { format = formats[0], output } = values;
  const [verb, ...names] = positionals;
  const help = values.help === true;
  if (!help && verb !== 'test') {
    const what = verb === undefined ? 'It has to be told what to do' : `It cannot ${quote(verb)}`;
    throw new UsageError(`${what}: write \`pnpm workshop test NAME\`.`);
  }
  if (!help) checkFormat(String(format), formats);
  return {
    names: [...new Set(names)],
    engine: values.engine === true,
    update: values.update === true,
    format: format === 'json' ? format : 'terminal',
    ...(output !== undefined && { output: String(output) }),
    noColor: values['no-color'] === true,
    help,
  };
}
