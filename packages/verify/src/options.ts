import { plain, quote } from '@kit/checker';
import { checkFormat, readCommandLine, UsageError } from '@kit/terminal';
import { readRoomAddress } from './room/address.ts';
import type { RoomRequest } from './room/room-link.ts';
import { defaultWorkshop } from './workshops.ts';

export interface Options {
  /** Folder to judge; absent for the workshop's own app. */
  readonly directory?: string;
  readonly solution: boolean;
  readonly static: boolean;
  /** Judges again at every save. */
  readonly watch: boolean;
  /** Where the instructor sees how this learner stands. */
  readonly room?: RoomRequest;
  /** Starts over. */
  readonly reset: boolean;
  /** Answers the question that `reset` asks. */
  readonly yes: boolean;
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
  watch: { type: 'boolean' },
  reset: { type: 'boolean' },
  yes: { type: 'boolean' },
  workshop: { type: 'string' },
  format: { type: 'string' },
  output: { type: 'string' },
  room: { type: 'string' },
  code: { type: 'string' },
  as: { type: 'string' },
  'offer-file': { type: 'boolean' },
  'no-color': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const examples = {
  workshop: 'containerize-python',
  format: 'json',
  output: 'report.json',
  room: 'http://192.168.1.20:4700/K7M2QX',
  code: 'K7M2QX',
  as: 'Ada',
};

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
pnpm verify --watch [DIR]      again at every save, with hints; also with --static
pnpm verify --reset [DIR]      start over; it says first what it removes

DIR is the folder of the workshop's app where none is given: apps/python-server.

  --workshop NAME              the workshop to judge by: ${workshops.join(', ')}
  --format NAME                how the report is written: ${formats.join(', ')}
  --output FILE                write the report to FILE
  --yes                        with --reset: do not ask
  --room ADDRESS               with --watch: tell the instructor's room, at the
                               address and code that they show (\`pnpm room\`)
  --as NAME                    with --room: as whom
  --code CODE                  with --room: its code, where the address has none
  --offer-file                 with --room: show it your Dockerfile too, and not
                               the verdicts alone
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
  const { values, positionals } = readCommandLine(args, {
    command: 'pnpm verify',
    options: declared,
    examples,
  });
  const { workshop = defaultWorkshop, format = formats[0] ?? '', output } = values;
  const options: Options = {
    ...(positionals[0] !== undefined && { directory: positionals[0] }),
    solution: values.solution === true,
    static: values.static === true,
    watch: values.watch === true,
    reset: values.reset === true,
    yes: values.yes === true,
    workshop: String(workshop),
    format: String(format),
    ...(output !== undefined && { output: String(output) }),
    noColor: values['no-color'] === true,
    help: values.help === true,
  };
  if (options.help) return options;
  checkModes(options, values);
  checkTogether(options, positionals, formats);
  const room = roomOf(values);
  return { ...options, ...(room && { room }) };
}

type Values = Readonly<Partial<Record<keyof typeof declared, string | boolean>>>;

function roomOf(values: Values): RoomRequest | undefined {
  const { room, code, as: name } = values;
  if (room === undefined) {
    const other = (['as', 'code', 'offer-file'] as const).find((one) => values[one] !== undefined);
    if (other === undefined) return undefined;
    throw new UsageError(`\`--${other}\` belongs to \`--room\`.`);
  }
  if (values.watch !== true) {
    throw new UsageError('`--room` follows your work: add `--watch`.');
  }
  const address = readRoomAddress(String(room), code === undefined ? undefined : String(code));
  if (name === undefined || plain(String(name)) === '') {
    throw new UsageError('The room wants to know who you are: add `--as NAME`.');
  }
  return { address, name: String(name), offersFile: values['offer-file'] === true };
}

/** Which other options an option makes no sense with, or without. */
const excluded = {
  watch: ['solution', 'reset', 'format', 'output'],
  reset: ['solution', 'static', 'format', 'output'],
} as const;

function checkModes(options: Options, values: Values): void {
  for (const mode of ['watch', 'reset'] as const) {
    const other = options[mode] && excluded[mode].find((name) => values[name] !== undefined);
    if (other)
      throw new UsageError(`\`--${mode}\` and \`--${other}\` do not go together. ${why[mode]}`);
  }
  if (options.yes && !options.reset) throw new UsageError('`--yes` belongs to `--reset`.');
}

const why = {
  watch: '`--watch` shows on the terminal how your own folder stands, until you quit.',
  reset: '`--reset` judges nothing: it starts your own folder over.',
} as const;

function checkTogether(
  { solution, format }: Options,
  positionals: readonly string[],
  formats: readonly string[],
): void {
  checkFormat(format, formats);
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
