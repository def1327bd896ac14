import { posix } from 'node:path';
import { environmentOf } from '@kit/dockerfile';
import type { BuildStep, ImagePlan, ShellCommand } from '@kit/dockerfile';
import { fileAt, mayChange, mayMake } from '../image-file.ts';
import type { PipCall } from './pip-command.ts';
import { readPipCall } from './pip-command.ts';
import { readPythonCall, unwrap } from './python-command.ts';

export type RunStep = Extract<BuildStep, { kind: 'run' }>;
type PipInstall = Extract<PipCall, { kind: 'install' }>;

/** What a command of a RUN does towards installing the wanted requirements file. */
export type Attempt =
  | { readonly kind: 'installs' }
  /** Only a build can tell. */
  | { readonly kind: 'unclear'; readonly reason: string }
  | { readonly kind: 'fails'; readonly step: RunStep; readonly slip: Slip };

/** How an attempt misses, the nearest to success first. */
export type Slip =
  /** `path` is what the written word names from where the command runs. */
  | {
      readonly kind: 'no-file';
      readonly written: string;
      readonly path: string;
      readonly directory: string;
    }
  | { readonly kind: 'other-file'; readonly written: string; readonly source: string }
  | { readonly kind: 'elsewhere'; readonly option: string; readonly folder: string }
  | { readonly kind: 'dry-run' }
  | { readonly kind: 'file-as-package'; readonly written: string }
  | { readonly kind: 'one-word'; readonly program: string }
  | { readonly kind: 'other-command'; readonly name: string | undefined }
  | { readonly kind: 'packages-only'; readonly packages: readonly string[] }
  | { readonly kind: 'only-printed'; readonly program: string };

const nearness: readonly Slip['kind'][] = [
  'no-file',
  'other-file',
  'elsewhere',
  'dry-run',
  'file-as-package',
  'one-word',
  'other-command',
  'packages-only',
  'only-printed',
];

/** More than anybody makes; each is judged against all that was done before it. */
const mostAttempts = 200;

/**
 * Looks through the RUNs of some steps for the one that installs `file` of the
 * build context with pip.
 * @param earlier steps before these, for what files there are.
 * @returns the best attempt; `undefined` where none was made.
 */
export function findInstall(
  plan: ImagePlan,
  steps: readonly BuildStep[],
  file: string,
): Attempt | undefined {
  const attempts: Attempt[] = [];
  for (const [index, step] of steps.entries()) {
    if (step.kind !== 'run') continue;
    for (const [at, command] of step.commands.entries()) {
      const attempt = judgeCommand({ plan, step, command, file, steps, index, at });
      if (attempt?.kind === 'installs') return attempt;
      if (attempt !== undefined) attempts.push(attempt);
      if (attempts.length > mostAttempts) return unclear('so many commands');
    }
  }
  return (
    attempts.find(({ kind }) => kind === 'unclear') ??
    attempts.toSorted((a, b) => rank(a) - rank(b))[0]
  );
}

function rank(attempt: Attempt): number {
  return attempt.kind === 'fails' ? nearness.indexOf(attempt.slip.kind) : -1;
}

interface Situation {
  readonly plan: ImagePlan;
  readonly step: RunStep;
  readonly command: ShellCommand;
  readonly file: string;
  readonly steps: readonly BuildStep[];
  /** Place of the RUN among the steps. */
  readonly index: number;
  /** Place of the command in its RUN. */
  readonly at: number;
}

const otherInstallers = /^(uv|poetry|pipenv|pdm|conda|mamba|micromamba|rye|hatch|pixi|flit)$/;
const runsOtherText = /^(make|xargs|sh|bash|ash|dash|eval|just|task|invoke|source|\.)$/;

function judgeCommand(situation: Situation): Attempt | undefined {
  const { step, command, file } = situation;
  const argv = unwrap(command.argv);
  const [program] = argv;
  if (program === undefined) return argv.length === 0 ? undefined : unclear('a command of a `RUN`');
  const call = readPipCall(argv);
  const fails = (slip: Slip): Attempt => ({ kind: 'fails', step, slip });
  if (call?.kind === 'install') return judgeInstall(situation, call);
  if (call?.kind === 'other') return fails({ kind: 'other-command', name: call.name });
  const text = argv.join(' ');
  if (/\s/.test(program) && program.includes(file)) return fails({ kind: 'one-word', program });
  const name = posix.basename(program);
  if (/^(echo|printf|:|true)$/.test(name) && /\bpip/.test(text)) {
    return fails({ kind: 'only-printed', program });
  }
  if (activated(command) !== undefined) return undefined;
  const isScript =
    runsOtherText.test(name) ||
    (program.includes('/') && !/^\/(usr\/(local\/)?)?s?bin\//.test(program));
  const python = readPythonCall(argv);
  if (otherInstallers.test(name)) return unclear(`\`${name}\``);
  if (isScript) return unclear(`\`${name}\``);
  if (python?.kind === 'script' || python?.kind === 'unclear') return unclear(`\`${name}\``);
  return undefined;
}

/** The folder of programs that `. venv/bin/activate` puts first. */
function activated({ argv: [program, file], directory = '/' }: ShellCommand): string | undefined {
  const isRead = program === '.' || program === 'source';
  return isRead && file?.endsWith('/bin/activate') === true
    ? posix.resolve(directory, file, '..')
    : undefined;
}

function unclear(what: string): Attempt {
  return { kind: 'unclear', reason: `Only a build can tell what ${what} installs.` };
}

function judgeInstall(situation: Situation, call: PipInstall): Attempt {
  const { step, command, file } = situation;
  const fails = (slip: Slip): Attempt => ({ kind: 'fails', step, slip });
  const packages = call.packages.filter((name) => name !== undefined);
  if (call.requirements.length === 0) {
    const asPackage = packages.find((name) => posix.basename(name) === posix.basename(file));
    if (asPackage !== undefined) return fails({ kind: 'file-as-package', written: asPackage });
    const isClear =
      packages.length === call.packages.length && !packages.some((name) => /^\.|\//.test(name));
    return isClear && !call.options.has('e')
      ? fails({ kind: 'packages-only', packages })
      : unclear('`pip install`');
  }
  let reads = false;
  for (const written of call.requirements) {
    const found = judgeFile(situation, written);
    if (found === 'unclear') return unclear('`pip install`');
    if (found === 'wanted') reads = true;
    else if (found.kind === 'no-file') return fails(found);
  }
  if (!reads) {
    const other = judgeFile(situation, call.requirements[0]);
    return typeof other === 'object' ? fails(other) : unclear('`pip install`');
  }
  if (call.options.has('h') || call.options.has('help')) {
    return fails({ kind: 'other-command', name: 'install --help' });
  }
  if (call.options.has('dry-run')) return fails({ kind: 'dry-run' });
  const place = judgePlace(situation, call);
  if (place !== undefined) return place;
  return command.runs === 'always' ? { kind: 'installs' } : unclear('a `RUN` with conditions');
}

/** Which file a value of `-r` names, where and when the command runs. */
function judgeFile(
  { step, command, file, steps, index, at }: Situation,
  written: string | undefined,
): 'wanted' | 'unclear' | Extract<Slip, { kind: 'no-file' | 'other-file' }> {
  const { directory } = command;
  if (written === undefined || directory === undefined || written.includes('://')) return 'unclear';
  if (written === '') return { kind: 'no-file', written, path: '', directory };
  const path = posix.resolve(directory, written);
  const origin = fileAt(step.before.files, path, steps.slice(0, index));
  if (origin === 'unknown') return 'unclear';
  const may = origin === 'absent' ? mayMake : mayChange;
  if (step.commands.slice(0, at).some((earlier) => may(earlier, path))) return 'unclear';
  if (origin === 'absent' || written.endsWith('/'))
    return { kind: 'no-file', written, path, directory };
  if (origin.kind === 'directory') return { kind: 'no-file', written, path, directory };
  if (origin.kind === 'context') {
    return origin.path === file ? 'wanted' : { kind: 'other-file', written, source: origin.path };
  }
  return 'unclear';
}

/** Whether Python of the image will look where the packages go; `undefined` where it will. */
function judgePlace(situation: Situation, call: PipInstall): Attempt | undefined {
  const target = ['target', 'prefix', 'root'].find((name) => call.options.has(name));
  if (target !== undefined) return judgeTarget(situation, target, call.options.get(target));
  const { plan, step } = situation;
  const user = plan.target?.config.User ?? step.before.user;
  if (call.options.has('user') && step.before.user !== user) {
    return unclear('`pip install --user`');
  }
  return judgeProgram(situation, call);
}

/** Of `--target`, `--prefix` and `--root`: the folder that one of them names. */
function judgeTarget(
  { plan, step }: Situation,
  option: string,
  value: string | undefined,
): Attempt | undefined {
  if (value === undefined) return unclear('`pip install`');
  const config = plan.target?.config ?? {};
  const folder = posix.resolve(step.before.workingDirectory, value);
  const searched = (environmentOf(config).get('PYTHONPATH') ?? '').split(':');
  const isSearched =
    (option === 'prefix' && folder === '/usr/local') ||
    (option === 'root' && folder === '/') ||
    (option === 'target' && [config.WorkingDir, ...searched].includes(folder)) ||
    searched.some((entry) => entry.startsWith(`${folder}/`));
  return isSearched
    ? undefined
    : { kind: 'fails', step, slip: { kind: 'elsewhere', option, folder } };
}

/** A pip of a virtual environment installs for the Python of that environment only. */
function judgeProgram({ plan, step, at }: Situation, { path }: PipInstall): Attempt | undefined {
  const venv = step.commands.slice(0, at).findLast((earlier) => activated(earlier) !== undefined);
  const bin = path === undefined ? venv && activated(venv) : posix.dirname(path);
  if (bin === undefined || /^\/(usr\/(local\/)?)?bin$/.test(bin)) return undefined;
  const config = plan.target?.config ?? {};
  const [program] = [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])];
  const isUsed =
    (environmentOf(config).get('PATH') ?? '').split(':').includes(bin) ||
    (program !== undefined && posix.dirname(program) === bin);
  return isUsed ? undefined : unclear(`the pip of \`${bin}\``);
}
