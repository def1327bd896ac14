import { availableParallelism } from 'node:os';
import { quote } from '@kit/checker';
import { profiles } from '@kit/harness/profile';
import type { Profile } from '@kit/harness/profile';
import { checkFormat, didYouMean, readCommandLine, thereIs, UsageError } from '@kit/terminal';

export type GradeCommand =
  | { readonly command: 'help' }
  | ({ readonly command: 'grade' } & GradeOptions)
  | ({ readonly command: 'worker' } & WorkerOptions)
  | ({ readonly command: 'diff' } & DiffOptions);

interface Common {
  readonly workshop: string;
  readonly noColor: boolean;
}

export interface GradeOptions extends Common {
  /** The folder with a sub-folder for each learner; absent where a manifest names them. */
  readonly directory?: string;
  readonly manifest?: string;
  /** `directory` is one submission. */
  readonly single: boolean;
  /** Where reports and the embedded database go. */
  readonly out: string;
  /** Names of formats, besides those that are always written. */
  readonly formats: readonly string[];
  /** The file that the one format goes to. */
  readonly output?: string;
  /** Submissions at work at one time; with 0 only workers grade. */
  readonly jobs: number;
  readonly fresh: boolean;
  readonly profile: Profile;
}

export interface WorkerOptions extends Common {
  readonly profile: Profile;
  readonly jobs: number;
}

export interface DiffOptions extends Common {
  readonly out: string;
  readonly json: boolean;
}

const declared = {
  out: { type: 'string' },
  manifest: { type: 'string' },
  single: { type: 'boolean' },
  workshop: { type: 'string' },
  format: { type: 'string' },
  output: { type: 'string' },
  jobs: { type: 'string' },
  fresh: { type: 'boolean' },
  profile: { type: 'string' },
  'no-color': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Name = keyof typeof declared;

const examples = {
  out: 'grades',
  manifest: 'class.yaml',
  workshop: 'containerize-python',
  format: 'junit',
  output: 'junit.xml',
  jobs: '4',
  profile: 'grade-strict',
};

const belongsTo: Readonly<Record<'grade' | 'worker' | 'diff', readonly Name[]>> = {
  grade: [
    'out',
    'manifest',
    'single',
    'workshop',
    'format',
    'output',
    'jobs',
    'fresh',
    'profile',
    'no-color',
  ],
  worker: ['workshop', 'jobs', 'profile', 'no-color'],
  diff: ['out', 'workshop', 'format', 'no-color'],
};

const defaultWorkshop = 'containerize-python';
const defaultOut = 'grades';
const mostJobs = 64;
// Much of the time a submission waits for its container.
const defaultJobs = 2 * availableParallelism();

/** The text of `--help`. */
export function usage(formats: readonly string[]): string {
  return `pnpm grade SUBMISSIONS       grade a folder with a sub-folder a learner
pnpm grade DIR --single      grade that folder alone, as one submission
pnpm grade --manifest FILE   grade the submissions that FILE names
pnpm grade worker            help a run on another machine, by DATABASE_URL
pnpm grade diff              what changed between the last two gradings

  --out FOLDER               where reports are written, and what was graded
                             is remembered; ${defaultOut} by default
  --workshop NAME            the workshop to grade by
  --format NAME[,NAME]       more reports:${wrapped(formats)}
  --output FILE              write the one format to FILE
  --profile NAME             whose files: grade (strangers’, the usual: much is
                             refused, less is allowed), grade-strict (the
                             same, on an engine for each submission), learner
                             (your own: taken as pnpm verify takes them)
  --jobs N                   submissions at one time; ${defaultJobs} on this machine
  --fresh                    grade again what has been graded already
  --no-color                 no colours; NO_COLOR, FORCE_COLOR, CI are heeded
  --help                     this text

Ctrl-C stops; the same command goes on where it stopped. With DATABASE_URL the
run is kept in that PostgreSQL, and workers on other machines join it.

Exit code: 0 all were judged, whatever the verdicts, 2 some could not be.
`;
}

function wrapped(names: readonly string[]): string {
  const lines = ['', ''];
  for (const name of names) {
    const last = lines.at(-1) ?? '';
    if (last.length + name.length > 44) lines.push('');
    lines.push(`${lines.pop() ?? ''}${name}, `);
  }
  return lines
    .join(`\n${' '.repeat(31)}`)
    .replaceAll(/ +\n/g, '\n')
    .replace(/, $/, '');
}

/**
 * Reads the command line.
 * @param formats names of all formats.
 * @throws UsageError, one line naming what is wrong and the nearest that is right.
 */
export function readOptions(args: readonly string[], formats: readonly string[]): GradeCommand {
  const { values, positionals } = readCommandLine(args, {
    command: 'pnpm grade',
    options: declared,
    examples,
  });
  if (values.help === true) return { command: 'help' };
  const [first] = positionals;
  const command = first === 'worker' || first === 'diff' ? first : 'grade';
  const foreign = (Object.keys(declared) as Name[]).find(
    (name) => values[name] !== undefined && !belongsTo[command].includes(name),
  );
  if (foreign !== undefined) {
    throw new UsageError(`\`pnpm grade ${command}\` knows no \`--${foreign}\`.`);
  }
  const text = (name: Name) => (values[name] === undefined ? undefined : String(values[name]));
  const common = {
    workshop: text('workshop') ?? defaultWorkshop,
    noColor: values['no-color'] === true,
  };
  const rest = positionals.slice(command === 'grade' ? 0 : 1);
  const out = text('out') ?? defaultOut;
  if (command === 'worker') {
    refuseMore(rest, command);
    return { command, ...common, jobs: jobsOf(text('jobs')), profile: profileOf(text('profile')) };
  }
  if (command === 'diff') {
    refuseMore(rest, command);
    const format = text('format');
    if (format !== undefined) checkFormat(format, ['json']);
    return { command, ...common, out, json: format === 'json' };
  }
  const [directory, ...others] = rest;
  if (others.length > 0) {
    throw new UsageError(
      `\`pnpm grade\` takes one folder, and was given ${rest.length}: ${rest.map((each) => quote(each)).join(', ')}.`,
    );
  }
  const chosen = (text('format') ?? '').split(',').filter((name) => name !== '');
  for (const name of chosen) checkFormat(name, formats);
  const [manifest, output] = [text('manifest'), text('output')];
  const options: GradeOptions = {
    ...common,
    ...(directory !== undefined && { directory }),
    ...(manifest !== undefined && { manifest }),
    single: values.single === true,
    out,
    formats: chosen,
    ...(output !== undefined && { output }),
    jobs: jobsOf(text('jobs')),
    fresh: values.fresh === true,
    profile: profileOf(text('profile')),
  };
  checkTogether(options);
  return { command, ...options };
}

function checkTogether({ directory, manifest, single, formats, output }: GradeOptions): void {
  if (directory === undefined && manifest === undefined) {
    throw new UsageError(
      'Give the folder that holds a sub-folder for each learner: `pnpm grade submissions`. `pnpm grade --help` shows more.',
    );
  }
  if (directory === '') throw new UsageError('The name of the folder is empty.');
  if (directory !== undefined && manifest !== undefined) {
    throw new UsageError('A manifest names the submissions itself; leave the folder out.');
  }
  if (single && manifest !== undefined) {
    throw new UsageError('`--single` and `--manifest` do not go together.');
  }
  if (output !== undefined && formats.length !== 1) {
    throw new UsageError(
      '`--output` takes one report: name its format, as in `--format junit --output junit.xml`.',
    );
  }
}

function refuseMore(rest: readonly string[], command: string): void {
  const [first] = rest;
  if (first === undefined) return;
  throw new UsageError(
    `\`pnpm grade ${command}\` takes no folder. For a folder of that name write \`./${command}\`.`,
  );
}

function profileOf(text: string | undefined): Profile {
  const profile = profiles.find((each) => each === (text ?? 'grade'));
  if (profile === undefined) {
    throw new UsageError(
      `There is no profile ${quote(text ?? '')}. ${didYouMean(text ?? '', profiles) ?? thereIs(profiles)}`,
    );
  }
  return profile;
}

function jobsOf(text: string | undefined): number {
  if (text === undefined) return Math.min(defaultJobs, mostJobs);
  const jobs = Number(text);
  if (/^\d+$/.test(text) && jobs <= mostJobs) return jobs;
  throw new UsageError(`\`--jobs\` takes a number from 0 to ${mostJobs}: \`--jobs 4\`.`);
}
