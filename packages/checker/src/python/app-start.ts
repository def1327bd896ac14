import { posix } from 'node:path';
import type { BuildStep, ImagePlan, ShellCommand, StagePlan } from '@kit/dockerfile';
import { distance } from 'fastest-levenshtein';
import { fileAt, mayMake } from '../image-file.ts';
import { flagOf } from '../instruction-flags.ts';
import { lineageOf } from '../stages.ts';
import { inlineScriptOf } from './inline-script.ts';
import type { Argv, PythonCall } from './python-command.ts';
import { readPythonCall } from './python-command.ts';
import { isInstalled, isMentioned, isMissingShell } from './system.ts';

/** Whether a container that starts with some words runs the wanted script. */
export type Start =
  | { readonly kind: 'starts' }
  /** Only a run can tell. */
  | { readonly kind: 'unclear'; readonly reason: string }
  | { readonly kind: 'fails'; readonly slip: StartSlip };

export type StartSlip =
  /** `path` is what the written word names from the folder in which the command runs. */
  | {
      readonly kind: 'no-script';
      readonly written: string;
      readonly path: string;
      readonly directory: string;
    }
  | { readonly kind: 'prompt' }
  | { readonly kind: 'other-module'; readonly name: string }
  | { readonly kind: 'in-background' }
  | { readonly kind: 'missing-shell'; readonly program: string }
  | { readonly kind: 'missing-program'; readonly program: string }
  | { readonly kind: 'folder'; readonly written: string }
  | { readonly kind: 'not-executable'; readonly program: string }
  | { readonly kind: 'one-word'; readonly program: string }
  | { readonly kind: 'misspelt'; readonly program: string; readonly meant: string }
  | { readonly kind: 'other-program'; readonly program: string };

const nearness: readonly StartSlip['kind'][] = [
  'no-script',
  'prompt',
  'other-module',
  'in-background',
  'missing-shell',
  'missing-program',
  'folder',
  'not-executable',
  'one-word',
  'misspelt',
  'other-program',
];

/** What the words of a start command are judged against. */
export interface Image {
  readonly target: StagePlan;
  readonly steps: readonly BuildStep[];
  readonly directory: string;
  /** The wanted script, a path in the build context. */
  readonly script: string;
  /** As the script lies in the build context. */
  readonly isExecutable: boolean;
  readonly readShell: (script: string) => readonly ShellCommand[];
  /** Scripts that start one another, so far. */
  readonly depth?: number;
}

/** More than anybody starts; each is judged against all that was built. */
const mostCommands = 200;

/** @param argv what the engine runs: ENTRYPOINT and CMD together, not empty. */
export function judgeStart(argv: readonly string[], image: Image): Start {
  const [program = ''] = argv;
  if (ofShellAlone.has(program)) return fails({ kind: 'other-program', program });
  if (isMissingShell(program, image.target, image.steps)) {
    return fails({ kind: 'missing-shell', program });
  }
  const script = shellText(argv);
  if (script !== undefined && /[^&]&\s*$/.test(script)) return fails({ kind: 'in-background' });
  // As a line of a shell the words mean the same, and `env`, `sh -c` and the like are followed.
  const commands = image
    .readShell(argv.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' '))
    .slice(0, mostCommands);
  // All of a pipe runs at once.
  const isPiped = /[^|]\|[^|]/.test(script ?? '');
  const endless = isPiped ? -1 : commands.findIndex((command) => isEndless(command));
  const reached = endless === -1 ? commands : commands.slice(0, endless + 1);
  const starts = reached.map((command, index) => {
    const start = judgeCommand(command, image);
    if (start.kind === 'starts' && command.inBackground === true) {
      return reached.slice(index + 1).every(endsSoon) ? fails({ kind: 'in-background' }) : start;
    }
    if (start.kind === 'starts' && command.runs !== 'always') {
      return unclear('A start command with conditions');
    }
    const isPrompt = start.kind === 'fails' && start.slip.kind === 'prompt';
    return isPrompt && /[<|]/.test(script ?? '') ? unclear('What Python reads') : start;
  });
  return (
    starts.find(({ kind }) => kind === 'starts') ??
    starts.find(({ kind }) => kind === 'unclear') ??
    starts.toSorted((a, b) => rank(a) - rank(b))[0] ??
    fails({ kind: 'other-program', program: script?.trim().split(/\s/)[0] ?? program })
  );
}

/** What follows it is never reached. */
function isEndless({ argv: [program, ...words], runs, inBackground }: ShellCommand): boolean {
  if (runs !== 'always' || inBackground === true) return false;
  return (
    (program === 'sleep' && words[0] === 'infinity') ||
    (program === 'tail' && words.some((word) => /^(-\w*[fF]\w*|--follow.*)$/.test(word ?? '')))
  );
}

/** Does not keep the container alive beside what runs in the background. */
function endsSoon({ argv: [program, time], inBackground }: ShellCommand): boolean {
  if (inBackground === true || program === 'cd' || program === 'echo') return true;
  return program === 'sleep' && /^\d+$/.test(time ?? '') && Number(time) < 60;
}

/** Words that mean something to a shell, and are no programs. */
const ofShellAlone: ReadonlySet<string> = new Set(
  '. alias cd eval exec exit export for if set source until while'.split(' '),
);

const shellName = /^(sh|bash|ash|dash)$/;

/** The text of `sh -c 'text'`. */
function shellText([program = '', ...words]: readonly string[]): string | undefined {
  if (!shellName.test(posix.basename(program))) return undefined;
  const option = words.findIndex((word) => /^-[a-z]*c[a-z]*$/.test(word));
  return option === -1 ? undefined : words[option + 1];
}

function judgeCommand(command: ShellCommand, outside: Image): Start {
  const { argv, directory } = command;
  const [program] = argv;
  const missing = command.shells?.find((shell) =>
    isMissingShell(shell, outside.target, outside.steps),
  );
  if (missing !== undefined) return fails({ kind: 'missing-shell', program: missing });
  if (program === undefined) return unclear('The start command');
  if (directory === undefined) return unclear('A start command that changes its folder');
  const image = { ...outside, directory };
  const { target, steps, depth = 0 } = image;
  const script = inlineScriptOf(argv, directory, target.files, steps);
  if (script !== undefined && depth < 5 && directory === outside.directory) {
    const words = script.words.filter((word) => word !== undefined);
    if (words.length < script.words.length) return unclear('The start command');
    return judgeStart([script.shell, '-c', script.text, ...words], { ...image, depth: depth + 1 });
  }
  if (shellName.test(posix.basename(program))) return judgeShell(argv, image);
  const inner = commandOfInit(argv);
  if (inner !== undefined) {
    if (isMentioned(posix.basename(program), image.steps)) {
      const words = inner.filter((word) => word !== undefined);
      return words.length < inner.length || directory !== outside.directory || depth >= 5
        ? unclear('The start command')
        : judgeStart(words, { ...image, depth: depth + 1 });
    }
    return fails({ kind: 'missing-program', program });
  }
  const call = readPythonCall(argv);
  if (call !== undefined) return judgePython(program, call, image);
  return judgeProgram(program, image);
}

/** What a small init, or a change of user, starts: `tini -- python3 …`, `su-exec app python3 …`. */
function commandOfInit([program = '', ...words]: Argv): Argv | undefined {
  const name = posix.basename(program);
  if (!/^(tini(-static)?|dumb-init|gosu|su-exec)$/.test(name)) return undefined;
  const isInit = /^(tini|dumb)/.test(name);
  let at = isInit ? 0 : 1;
  while (isInit && words[at]?.startsWith('-') === true) {
    const option = words[at];
    at += /^-[per]$/.test(option ?? '') ? 2 : 1;
    if (option === '--') break;
  }
  const rest = words.slice(at);
  return rest.length === 0 ? undefined : rest;
}

function unclear(what: string): Start {
  return { kind: 'unclear', reason: `${what} can only be judged by running the image.` };
}

function fails(slip: StartSlip): Start {
  return { kind: 'fails', slip };
}

/** A shell that runs a file, or nothing. */
function judgeShell([program, ...words]: Argv, image: Image): Start {
  if (words.some((word) => word === undefined || /^-[a-z]*c/.test(word))) {
    return unclear('The start command');
  }
  const file = words.find((word) => word?.startsWith('-') === false);
  return file === undefined
    ? fails({ kind: 'other-program', program: program ?? '' })
    : judgeFile(file, image, 'shell');
}

function rank(start: Start): number {
  return start.kind === 'fails' ? nearness.indexOf(start.slip.kind) : -1;
}

function judgePython(program: string, call: PythonCall, image: Image): Start {
  const interpreter = judgeInterpreter(program, image);
  switch (call.kind) {
    case 'unclear':
      return unclear('This call of Python');
    case 'prompt':
      return fails({ kind: 'prompt' });
    case 'script': {
      const start = judgeScript(call.path, image);
      return start.kind === 'starts' ? (interpreter ?? start) : start;
    }
    case 'module': {
      const { name } = call;
      if (name === posix.basename(image.script, '.py')) {
        return interpreter ?? judgeScript(image.script, image);
      }
      const isServer =
        /^(flask|gunicorn|uvicorn|waitress|hypercorn|granian|debugpy|coverage)$/.test(name);
      return isServer ? unclear(`\`python -m ${name}\``) : fails({ kind: 'other-module', name });
    }
  }
}

/** `undefined` where the official image has this interpreter for sure. */
function judgeInterpreter(program: string, { target, steps }: Image): Start | undefined {
  const name = posix.basename(program);
  const isOwn = program === name || program === `/usr/local/bin/${name}`;
  if (isOwn) {
    if (!name.includes('.')) return undefined;
    const base = lineageOf(target)[0]?.base;
    const version = name.replace('python', '');
    const tag = base?.kind === 'image' ? (base.reference.split(':').at(-1) ?? '') : '';
    return tag === version || tag.startsWith(`${version}.`) || tag.startsWith(`${version}-`)
      ? undefined
      : unclear(`\`${name}\``);
  }
  const environment = posix.dirname(posix.dirname(program));
  const makes = ({ argv }: ShellCommand) =>
    argv.some((word) => word === 'venv' || word === 'virtualenv') && argv.includes(environment);
  const isMade = steps.some((step) => step.kind === 'run' && step.commands.some(makes));
  return isMade ? undefined : unclear(`\`${program}\``);
}

function judgeScript(written: string, { target, steps, directory, script }: Image): Start {
  const path = posix.resolve(directory, written);
  if (/^\/(usr\/)?bin\//.test(path)) return fails({ kind: 'other-program', program: path });
  if (/[^/]\/$/.test(written) && path === posix.join(directory, script)) {
    return fails({ kind: 'no-script', written, path: `${path}/`, directory });
  }
  const origin = fileAt(target.files, path, steps);
  if (origin === 'absent') return fails({ kind: 'no-script', written, path, directory });
  if (path === directory || (typeof origin === 'object' && origin.kind === 'directory')) {
    const main = fileAt(target.files, posix.join(path, '__main__.py'), steps);
    if (main === 'absent') return fails({ kind: 'folder', written });
  }
  if (origin === 'unknown' || origin.kind !== 'context' || origin.path !== script) {
    return unclear(`What \`${written}\` does`);
  }
  return { kind: 'starts' };
}

/** A file that is run as a program of its own. */
function judgeFile(written: string, image: Image, runner: 'shell' | 'itself' = 'itself'): Start {
  const path = posix.resolve(image.directory, written);
  const origin = fileAt(image.target.files, path, image.steps);
  if (origin === 'absent') {
    return fails({ kind: 'no-script', written, path, directory: image.directory });
  }
  const isScript = typeof origin === 'object' && origin.kind === 'context';
  return isScript && origin.path === image.script && runner === 'shell'
    ? fails({ kind: 'other-program', program: 'sh' })
    : unclear(`What \`${written}\` does`);
}

// Programs that run Python apps, or what follows them.
const runners =
  /^(flask|gunicorn|uvicorn|waitress-serve|hypercorn|granian|daphne|uwsgi|tini|dumb-init|su|setpriv|timeout|nice|env|eval|source|\.|uv|poetry|pipenv|pdm|hatch|pixi|rye|conda|micromamba|supervisord|honcho|circusd|s6-svscan|watchmedo|make|xargs|find|if|while|for|opentelemetry-instrument|ddtrace-run|newrelic-admin|coverage|debugpy)$/;

function judgeProgram(program: string, image: Image): Start {
  if (/\s/.test(program) && !program.includes('/ ')) return fails({ kind: 'one-word', program });
  const name = posix.basename(program);
  if (name === image.script) {
    if (program === name) return fails({ kind: 'not-executable', program });
    const start = judgeScript(program, image);
    if (start.kind !== 'starts') return start;
    return image.isExecutable || mayGetExecutable(posix.resolve(image.directory, program), image)
      ? unclear(`Whether \`${program}\` can be run as a program`)
      : fails({ kind: 'not-executable', program });
  }
  if (program.startsWith('/') && /^\/(usr\/(local\/)?)?s?bin\//.test(program)) {
    return runners.test(name)
      ? unclear(`\`${program}\``)
      : fails({ kind: 'other-program', program });
  }
  if (program.includes('/')) return judgeFile(program, image);
  if (runners.test(name) || isInstalled(name, image.steps)) return unclear(`\`${name}\``);
  if (/^(py|python2(\.\d)?)$/.test(name) || distance(name, 'python3') <= 2) {
    return fails({ kind: 'misspelt', program, meant: 'python3' });
  }
  return fails({ kind: 'other-program', program });
}

/** Whether the build may have changed the mode that a file has in the build context. */
function mayGetExecutable(path: string, { steps }: Image): boolean {
  return (
    isMentioned('chmod', steps) ||
    steps.some((step) => {
      if (step.kind === 'run') return step.commands.some((command) => mayMake(command, path));
      return step.kind === 'copy' && flagOf(step.instruction, 'chmod') !== undefined;
    })
  );
}

/** What the engine starts the image with; empty where the Dockerfile says nothing. */
export function startOf(plan: ImagePlan): readonly string[] {
  const { Entrypoint = [], Cmd = [] } = plan.target?.config ?? {};
  return [...Entrypoint, ...Cmd];
}
