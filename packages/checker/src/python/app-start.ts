import { posix } from 'node:path';
import type { BuildStep, ImagePlan, ShellCommand, StagePlan } from '@kit/dockerfile';
import { distance } from 'fastest-levenshtein';
import { fileAt } from '../image-file.ts';
import { lineageOf } from '../stages.ts';
import type { Argv, PythonCall } from './python-command.ts';
import { readPythonCall } from './python-command.ts';

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
  readonly readShell: (script: string) => readonly ShellCommand[];
}

/** @param argv what the engine runs: ENTRYPOINT and CMD together, not empty. */
export function judgeStart(argv: readonly string[], image: Image): Start {
  const [program = ''] = argv;
  if (ofShellAlone.has(program)) return fails({ kind: 'other-program', program });
  if (isMissingShell(program, image)) return fails({ kind: 'missing-shell', program });
  const script = shellText(argv);
  if (script !== undefined && /[^&]&\s*$/.test(script)) return fails({ kind: 'in-background' });
  // As a line of a shell the words mean the same, and `env`, `sh -c` and the like are followed.
  const commands = image.readShell(
    argv.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' '),
  );
  const starts = commands.map((command) => {
    const start = judgeCommand(command, image);
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

/** Alpine brings `sh` alone. */
function isMissingShell(program: string, { target, steps }: Image): boolean {
  const name = posix.basename(program);
  const base = lineageOf(target)[0]?.base;
  const isAlpine = base?.kind === 'image' && base.reference.includes('alpine');
  return isAlpine && /^(bash|dash|zsh|ksh)$/.test(name) && !isInstalled(name, steps);
}

/** Words that mean something to a shell, and are no programs. */
const ofShellAlone = new Set(['exec', 'cd', 'source', '.', 'export', 'eval', 'set', 'alias']);

const shellName = /^(sh|bash|ash|dash)$/;

/** The text of `sh -c 'text'`. */
function shellText([program = '', ...words]: readonly string[]): string | undefined {
  if (!shellName.test(posix.basename(program))) return undefined;
  const option = words.findIndex((word) => /^-[a-z]*c[a-z]*$/.test(word));
  return option === -1 ? undefined : words[option + 1];
}

function judgeCommand({ argv, directory }: ShellCommand, outside: Image): Start {
  const [program] = argv;
  if (program === undefined) return unclear('The start command');
  if (directory === undefined) return unclear('A start command that changes its folder');
  const image = { ...outside, directory };
  if (shellName.test(posix.basename(program))) return judgeShell(argv, image);
  const call = readPythonCall(argv);
  if (call !== undefined) return judgePython(program, call, image);
  return judgeProgram(program, image);
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
    : judgeFile(file, image);
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
  const origin = fileAt(target.files, path, steps);
  if (origin === 'absent') return fails({ kind: 'no-script', written, path, directory });
  if (origin === 'unknown' || origin.kind !== 'context' || origin.path !== script) {
    return unclear(`What \`${written}\` does`);
  }
  return { kind: 'starts' };
}

/** A file that is run as a program of its own. */
function judgeFile(written: string, image: Image): Start {
  const path = posix.resolve(image.directory, written);
  return fileAt(image.target.files, path, image.steps) === 'absent'
    ? fails({ kind: 'no-script', written, path, directory: image.directory })
    : unclear(`What \`${written}\` does`);
}

// Programs that run Python apps, or what follows them.
const runners =
  /^(flask|gunicorn|uvicorn|waitress-serve|hypercorn|granian|daphne|uwsgi|tini|dumb-init|gosu|su-exec|su|setpriv|timeout|nice|env|eval|source|\.|uv|poetry|pipenv|pdm|hatch|pixi|rye|conda|micromamba|supervisord|honcho|circusd|s6-svscan|watchmedo|make|xargs|find|if|while|for|opentelemetry-instrument|ddtrace-run|newrelic-admin|coverage|debugpy)$/;

function judgeProgram(program: string, image: Image): Start {
  if (/\s/.test(program) && !program.includes('/ ')) return fails({ kind: 'one-word', program });
  const name = posix.basename(program);
  if (name === image.script) {
    if (program === name) return fails({ kind: 'not-executable', program });
    const start = judgeScript(program, image);
    return start.kind === 'starts'
      ? unclear(`Whether \`${program}\` can be run as a program`)
      : start;
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

/** Whether a command of the build names it, as `apk add caddy` does. */
function isInstalled(name: string, steps: readonly BuildStep[]): boolean {
  return steps.some(
    (step) => step.kind === 'run' && step.commands.some(({ argv }) => argv.slice(1).includes(name)),
  );
}

/** What the engine starts the image with; empty where the Dockerfile says nothing. */
export function startOf(plan: ImagePlan): readonly string[] {
  const { Entrypoint = [], Cmd = [] } = plan.target?.config ?? {};
  return [...Entrypoint, ...Cmd];
}
