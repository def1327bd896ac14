import { posix } from 'node:path';
import type { ShellCommand } from '@kit/dockerfile';
import { missingAtEnd, readShellCommands } from '@kit/dockerfile';
import { variableOf } from './command-environment.ts';
import { inlineScriptOf } from './inline-script.ts';
import type { Attempt, RunStep, Situation, Slip } from './install-attempt.ts';
import { unclear } from './install-attempt.ts';
import { judgePipInstall, judgeRequirementsFile } from './pip-install.ts';
import { readPipCall } from './pip-command.ts';
import type { Argv } from './python-command.ts';
import { readPythonCall, unwrap } from './python-command.ts';
import { bringsPython } from './python-version.ts';
import type { SearchPath } from './search-path.ts';
import { findProgram, isAmongPrograms } from './search-path.ts';
import { isInstalled, isMissingShell, runsItsWords } from '../system.ts';
import { activated } from './virtual-environment.ts';

const otherInstallers =
  /^(uv|poetry|pipenv|pip-sync|pdm|conda|mamba|micromamba|rye|hatch|pixi|flit)$/;
const runsOtherText = /^(make|xargs|sh|bash|ash|dash|eval|just|task|invoke|source|\.)$/;

/**
 * What one command of a RUN does towards installing a requirements file.
 * @returns `undefined` where it has nothing to do with it.
 */
export function judgeRunCommand(situation: Situation): Attempt | undefined {
  const { step, command, file, steps } = situation;
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
  const found = isAmongPrograms(program, steps)
    ? findProgram(program, searchPathOf(situation), steps)
    : undefined;
  if (found !== undefined) {
    const inFull = { ...command, argv: [found, ...argv.slice(1)] };
    return judgeRunCommand({ ...situation, command: inFull }) ?? unclear(`\`${program}\``);
  }
  const call = readPipCall(argv);
  const missing = call && missingShellOf(situation);
  if (missing !== undefined) {
    return fails({ kind: 'missing-shell', program: missing });
  }
  const version = /^(?:pip|python)(3\.\d+)$/.exec(program)?.[1];
  const isOther = version !== undefined && bringsPython(situation.stage, version) === 'no';
  if (call !== undefined && isOther && !isInstalled('python3', steps)) {
    return fails({ kind: 'no-program', program });
  }
  if (call?.kind === 'install') return judgePipInstall(situation, call);
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
    return judgeRunCommand({ ...situation, command: { ...command, argv: argv.slice(first) } });
  }
  if (activated(command) !== undefined) return undefined;
  const scripted = judgeScript(situation, argv);
  if (scripted !== undefined) return scripted;
  const isScript =
    runsOtherText.test(name) ||
    (program.includes('/') && !/^\/(usr\/(local\/)?)?s?bin\//.test(program));
  const python = readPythonCall(argv);
  if (runsItsWords.has(name) && /\bpip.*\binstall\b/.test(text)) return unclear(`\`${name}\``);
  if (otherInstallers.test(name)) return unclear(`\`${name}\``);
  if (isScript) return unclear(`\`${name}\``);
  if (python?.kind === 'script') {
    const isModule = /^(pip3?|install)$/.test(python.path);
    return isModule && judgeRequirementsFile(situation, python.path) !== 'unclear'
      ? fails({ kind: 'not-a-module', written: python.path })
      : unclear(`\`${name}\``);
  }
  if (python?.kind === 'module' && otherInstallers.test(python.name)) {
    return unclear(`\`${python.name}\``);
  }
  const readsInput = python?.kind === 'prompt' && /[|<]/.test(textOf(step));
  if (python?.kind === 'unclear' || python?.kind === 'code' || readsInput)
    return unclear(`\`${name}\``);
  return undefined;
}

function searchPathOf(situation: Situation): SearchPath {
  const { step, steps, index } = situation;
  const path = variableOf(situation, 'PATH');
  return { path, files: step.before.files, steps: steps.slice(0, index) };
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
    isInstalled(program, steps.slice(0, index)) || isBroughtBefore(program, step, at);
  return /^(sudo|doas)$/.test(program) && !isBrought;
}

/** What a shell script does whose text is known. */
function judgeScript(situation: Situation, argv: Argv): Attempt | undefined {
  const { step, command, steps, index, submission, depth = 0 } = situation;
  const { directory } = command;
  const [program = ''] = argv;
  if (!program.includes('/') && !runsOtherText.test(program)) return undefined;
  if (directory === undefined || depth > 3 || command.runs !== 'always') return undefined;
  const { files, variables } = step.before;
  const before = steps.slice(0, index + 1);
  const isCalledByShell = step.command.form === 'shell' || command.shells !== undefined;
  const surroundings = { directory, files, steps: before, isCalledByShell, submission };
  const script = inlineScriptOf(argv, surroundings);
  if (script === undefined) return undefined;
  const commands = readShellCommands(script.text, { directory, variables });
  const attempts = commands.map((each: ShellCommand) =>
    judgeRunCommand({ ...situation, command: each, depth: depth + 1 }),
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
function missingShellOf({ stage, step, command, steps, index, at }: Situation): string | undefined {
  const shells = [
    ...(step.command.form === 'shell' ? step.command.shell.slice(0, 1) : []),
    // `apk add bash && bash -c …` brings it itself.
    ...(command.shells ?? []).filter((shell) => !isBroughtBefore(posix.basename(shell), step, at)),
  ];
  return shells.find((shell) => isMissingShell(shell, stage, steps.slice(0, index)));
}

/** Whether an earlier command of the same RUN names it. */
function isBroughtBefore(program: string, { commands }: RunStep, at: number): boolean {
  return commands.slice(0, at).some(({ argv }) => argv.slice(1).includes(program));
}
