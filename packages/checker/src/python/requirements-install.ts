import { posix } from 'node:path';
import type { BuildStep, ImagePlan, ShellCommand, StagePlan } from '@kit/dockerfile';
import { missingAtEnd, readShellCommands } from '@kit/dockerfile';
import { fileAt, mayChange, mayMake } from '../image-file.ts';
import { flagOf } from '../instruction-flags.ts';
import { lineageOf, ofKind } from '../stages.ts';
import { carry } from './carried-packages.ts';
import type { Attempt, Slip } from './install-attempt.ts';
import { rank } from './install-attempt.ts';
import { inlineScriptOf } from './inline-script.ts';
import type { Site } from './install-site.ts';
import { activated, isSearched, siteOf } from './install-site.ts';
import type { PipCall } from './pip-command.ts';
import { readPipCall } from './pip-command.ts';
import type { Argv } from './python-command.ts';
import { readPythonCall, unwrap } from './python-command.ts';
import { isInstalled, isMissingShell } from './system.ts';

type RunStep = Extract<BuildStep, { kind: 'run' }>;
type PipInstall = Extract<PipCall, { kind: 'install' }>;

/** More than anybody makes; each is judged against all that was done before it. */
const mostAttempts = 200;

/**
 * Looks for the RUN that installs `file` of the build context with pip, where
 * the Python of the image finds what is installed.
 * @returns the best attempt; `undefined` where none was made.
 */
export function findInstall(plan: ImagePlan, file: string): Attempt | undefined {
  const { target } = plan;
  if (target === undefined) return undefined;
  const attempt = findAttempt(target, file);
  if (attempt?.kind === 'installs') return judgeSite(target, attempt);
  return findCarried(plan, target, file) ?? attempt;
}

/** Of the RUNs of a stage and those it builds on, wherever the packages go. */
function findAttempt(stage: StagePlan, file: string): Attempt | undefined {
  const attempts: Attempt[] = [];
  const steps = stepsOf(stage);
  for (const [index, step] of steps.entries()) {
    if (step.kind !== 'run') continue;
    for (const [at, command] of step.commands.entries()) {
      const attempt = judgeCommand({ stage, step, command, file, steps, index, at });
      if (attempt?.kind === 'installs') {
        return isTakenBack(steps, index, at)
          ? unclear('`pip uninstall` leaves of what pip')
          : attempt;
      }
      if (attempt !== undefined) attempts.push(attempt);
      if (attempts.length > mostAttempts) return unclear('so many commands');
    }
  }
  return (
    attempts.find(({ kind }) => kind === 'unclear') ??
    attempts.toSorted((a, b) => rank(a) - rank(b))[0]
  );
}

/** Whether a later `pip uninstall` reads a list of packages. */
function isTakenBack(steps: readonly BuildStep[], index: number, at: number): boolean {
  const commands = steps
    .slice(index)
    .flatMap((step, later) =>
      step.kind === 'run' ? step.commands.slice(later === 0 ? at + 1 : 0) : [],
    );
  return commands.some(({ argv }) => {
    const call = readPipCall(argv);
    const isUninstall = call?.kind === 'other' && call.name === 'uninstall';
    return isUninstall && argv.some((word) => /^(-\w*r|--requirement)/.test(word ?? ''));
  });
}

/** Whether Python of the image will look where the packages go. */
function judgeSite(target: StagePlan, attempt: Extract<Attempt, { kind: 'installs' }>): Attempt {
  const { step, site } = attempt;
  const searched = site && isSearched(site, target.config);
  if (searched === true) return attempt;
  if (site === undefined || searched === undefined) return unclear('this `pip`');
  return { kind: 'fails', step, slip: unusedAt(site) };
}

function unusedAt(site: Site): Slip {
  return site.kind === 'folder'
    ? { kind: 'elsewhere', option: site.option, folder: site.folder }
    : { kind: 'unused-environment', folder: site.kind === 'environment' ? site.folder : '/' };
}

/** Packages that another stage installs, and a COPY brings into the image. */
function findCarried(plan: ImagePlan, target: StagePlan, file: string): Attempt | undefined {
  const takes = ({ instruction }: BuildStep) => flagOf(instruction, 'from') !== undefined;
  if (!stepsOf(target).some(takes)) return undefined;
  const fromOther: Attempt = {
    kind: 'unclear',
    reason: 'The packages come from another stage; only a build can tell which.',
  };
  const lineage = new Set(lineageOf(target));
  let left: Attempt | undefined;
  for (const stage of plan.stages) {
    if (lineage.has(stage) || ofKind(stage.steps, 'run').length === 0) continue;
    const attempt = findAttempt(stage, file);
    if (attempt?.kind !== 'installs') return fromOther;
    const carried = carry(plan, stage, attempt.site);
    if (carried.kind === 'arrives') return attempt;
    if (carried.kind === 'unclear') return fromOther;
    const step = carried.kind === 'unused' ? carried.by : attempt.step;
    const name = stage.name ?? String(stage.index);
    const { line } = stage.from.range.start;
    const slip: Slip =
      carried.kind === 'unused'
        ? unusedAt(carried.site)
        : { kind: 'left-behind', stage: name, line };
    left ??= { kind: 'fails', step, slip };
  }
  return left;
}

function stepsOf(stage: StagePlan): readonly BuildStep[] {
  return lineageOf(stage).flatMap(({ steps }) => steps);
}

interface Situation {
  readonly stage: StagePlan;
  readonly step: RunStep;
  readonly command: ShellCommand;
  readonly file: string;
  readonly steps: readonly BuildStep[];
  /** Place of the RUN among the steps. */
  readonly index: number;
  /** Place of the command in its RUN. */
  readonly at: number;
  /** Scripts that run one another, so far. */
  readonly depth?: number;
}

const otherInstallers = /^(uv|poetry|pipenv|pdm|conda|mamba|micromamba|rye|hatch|pixi|flit)$/;
const runsOtherText = /^(make|xargs|sh|bash|ash|dash|eval|just|task|invoke|source|\.)$/;

function judgeCommand(situation: Situation): Attempt | undefined {
  const { step, command, file } = situation;
  const argv = unwrap(command.argv);
  const [program] = argv;
  const fails = (slip: Slip): Attempt => ({ kind: 'fails', step, slip });
  if (program === undefined) {
    if (argv.length === 0 || isListForShell(step)) return undefined;
    const missing = missingAtEnd(textOf(step));
    return missing === undefined
      ? unclear('a command of a `RUN`')
      : fails({ kind: 'unfinished', missing });
  }
  const call = readPipCall(argv);
  const missing = call && missingShellOf(situation);
  if (missing !== undefined) {
    return fails({ kind: 'missing-shell', program: missing });
  }
  if (call?.kind === 'install') return judgeInstall(situation, call);
  if (call?.kind === 'other') return fails({ kind: 'other-command', name: call.name });
  const text = argv.join(' ');
  if (/\s/.test(program) && program.includes(file)) return fails({ kind: 'one-word', program });
  const name = posix.basename(program);
  if (/^(echo|printf|:|true)$/.test(name) && /\bpip/.test(text)) {
    return fails({ kind: 'only-printed', program });
  }
  if (isNoProgram(program, text, situation)) return fails({ kind: 'no-program', program });
  if (/^(sudo|doas)$/.test(program)) {
    const first = argv.findIndex((word) => word === undefined || !/^(sudo$|doas$|-)/.test(word));
    if (first < 0) return undefined;
    return judgeCommand({ ...situation, command: { ...command, argv: argv.slice(first) } });
  }
  if (activated(command) !== undefined) return undefined;
  const scripted = judgeScript(situation, argv);
  if (scripted !== undefined) return scripted;
  const isScript =
    runsOtherText.test(name) ||
    (program.includes('/') && !/^\/(usr\/(local\/)?)?s?bin\//.test(program));
  const python = readPythonCall(argv);
  if (otherInstallers.test(name)) return unclear(`\`${name}\``);
  if (isScript) return unclear(`\`${name}\``);
  if (python?.kind === 'script') {
    const isModule = /^(pip3?|install)$/.test(python.path);
    return isModule && judgeFile(situation, python.path) !== 'unclear'
      ? fails({ kind: 'not-a-module', written: python.path })
      : unclear(`\`${name}\``);
  }
  const readsInput = python?.kind === 'prompt' && /[|<]/.test(textOf(step));
  if (python?.kind === 'unclear' || readsInput) return unclear(`\`${name}\``);
  return undefined;
}

/** A list that is no JSON, and to the shell the name of a program: `['pip','install']`. */
function isListForShell({ instruction }: RunStep): boolean {
  const { jsonProblem, argument } = instruction;
  return jsonProblem !== undefined && /^\[\s*['"‘’“”]/.test(argument.text);
}

/** Whether in front of pip stands a word of a prompt, of another system, or pip's name in brackets. */
function isNoProgram(
  program: string,
  text: string,
  { steps, index, step, at }: Situation,
): boolean {
  if (!/\bpip/.test(text)) return false;
  if (/^(\$|#|>|-|\*|•|py|\W+pip[\d.]*\W*|pip[\d.]*\W+)$/u.test(program)) return true;
  const isBrought =
    isInstalled(program, steps.slice(0, index)) ||
    step.commands.slice(0, at).some(({ argv }) => argv.includes(program));
  return /^(sudo|doas)$/.test(program) && !isBrought;
}

/** What a script does that a here-document above wrote into the image. */
function judgeScript(situation: Situation, argv: Argv): Attempt | undefined {
  const { step, command, steps, index, depth = 0 } = situation;
  const { directory } = command;
  const [program = ''] = argv;
  if (!program.includes('/') && !runsOtherText.test(program)) return undefined;
  if (directory === undefined || depth > 3 || command.runs !== 'always') return undefined;
  const { before } = step;
  const script = inlineScriptOf(argv, directory, before.files, steps.slice(0, index));
  if (script === undefined) return undefined;
  const commands = readShellCommands(script.text, { directory, variables: before.variables });
  const attempts = commands.map((each) =>
    judgeCommand({ ...situation, command: each, depth: depth + 1 }),
  );
  return (
    attempts.find((attempt) => attempt?.kind === 'installs') ??
    attempts.find((attempt) => attempt !== undefined) ??
    unclear(`\`${program}\``)
  );
}

function textOf({ command }: RunStep): string {
  return command.form === 'exec' ? '' : command.script;
}

/** A shell that the command is run by, and that the image does not have. */
function missingShellOf({ stage, step, command, steps, index }: Situation): string | undefined {
  const shells = [
    ...(step.command.form === 'shell' ? step.command.shell.slice(0, 1) : []),
    ...(command.shells ?? []),
  ];
  return shells.find((shell) => isMissingShell(shell, stage, steps.slice(0, index)));
}

function unclear(what: string): Attempt {
  return { kind: 'unclear', reason: `Only a build can tell what ${what} installs.` };
}

function judgeInstall(situation: Situation, call: PipInstall): Attempt {
  const { step, command, file } = situation;
  const fails = (slip: Slip): Attempt => ({ kind: 'fails', step, slip });
  const packages = call.packages.filter((name) => name !== undefined);
  if (call.requirements.length === 0) {
    const dashed = packages.find((name) => /^[\u2010-\u2015\u2212]/.test(name));
    if (dashed !== undefined) return fails({ kind: 'long-dash', word: dashed });
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
  const shellWord = packages.find((name) => /^[&|;<>]+$/.test(name));
  if (shellWord !== undefined) return fails({ kind: 'shell-words', word: shellWord });
  if (call.options.has('y') || call.options.has('yes')) {
    return fails({ kind: 'unknown-option', option: call.options.has('y') ? '-y' : '--yes' });
  }
  if (call.options.has('c') || call.options.has('constraint')) {
    const constraint = judgeFile(
      situation,
      call.options.get('c') ?? call.options.get('constraint'),
    );
    if (typeof constraint === 'object' && constraint.kind === 'no-file') return fails(constraint);
  }
  if (command.inBackground === true) return fails({ kind: 'in-background' });
  return command.runs === 'always'
    ? { kind: 'installs', step, site: siteOf(call, situation) }
    : unclear('a `RUN` with conditions');
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
