import { posix } from 'node:path';
import type { ShellCommand } from '@kit/dockerfile';
import { environmentOf, missingAtEnd } from '@kit/dockerfile';
import { inlineScriptOf } from './inline-script.ts';
import { judgeFile, judgeProgram } from './program-start.ts';
import type { Argv } from './python-command.ts';
import { readPythonCall } from './python-command.ts';
import { judgePython } from './python-start.ts';
import { findProgram } from './search-path.ts';
import type { Image, Start } from './start.ts';
import { fails, rank, unclear } from './start.ts';
import { isMentioned, isMissingShell, missingUserOf } from '../system.ts';

/** More than anybody starts; each is judged against all that was built. */
const mostCommands = 200;

/** @param argv what the engine runs: ENTRYPOINT and CMD together, not empty. */
export function judgeStart(argv: readonly string[], image: Image): Start {
  const [program = ''] = argv;
  const user = missingUserOf(image);
  if (user !== undefined) return fails({ kind: 'no-user', user });
  if (ofShellAlone.has(program)) return fails({ kind: 'other-program', program });
  if (isMissingShell(program, image.target, image.steps)) {
    return fails({ kind: 'missing-shell', program });
  }
  const script = shellText(argv);
  if (script !== undefined && /[^&]&\s*$/.test(script)) return fails({ kind: 'in-background' });
  // Only bash makes words of a list in braces.
  if (script !== undefined && /^\{\s*["']/.test(script) && !program.endsWith('bash')) {
    return fails({ kind: 'other-program', program: script });
  }
  const missing = script === undefined ? undefined : missingAtEnd(script);
  if (missing !== undefined) return fails({ kind: 'unfinished', missing });
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
  const { files } = outside.target;
  const missing = command.shells?.find((shell) =>
    isMissingShell(shell, outside.target, outside.steps),
  );
  if (missing !== undefined) return fails({ kind: 'missing-shell', program: missing });
  if (program === undefined) return unclear('The start command');
  if (directory === undefined) return unclear('A start command that changes its folder');
  const image = { ...outside, directory };
  const { target, steps, submission, depth = 0 } = image;
  const path = environmentOf(target.config).get('PATH');
  const found = findProgram(program, { path, files, steps });
  if (found !== undefined) {
    return judgeCommand({ ...command, argv: [found, ...argv.slice(1)] }, outside);
  }
  const isCalledByShell = command.shells !== undefined;
  const script = inlineScriptOf(argv, { directory, files, steps, isCalledByShell, submission });
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
