import { posix } from 'node:path';
import type { Context } from './context.ts';
import { stopsBuild } from './context.ts';
import type { Interpreter } from './interpreter.ts';
import { resolvePath } from './resolve-path.ts';
import type { Ending, Shell, Status } from './shell-state.ts';
import { forgetShell, nobodyKnows, nobodyKnowsNames } from './shell-state.ts';
import type { Value } from './shell-words.ts';
import { statusOfTest } from './test-command.ts';

/** One call of a command of the shell itself. */
export interface BuiltinCall {
  readonly interpreter: Interpreter;
  /** Without the name. */
  readonly words: readonly Value[];
  readonly argv: readonly Value[];
  readonly shell: Shell;
  readonly context: Context;
}

export interface Builtin {
  /** It changes the shell alone; it is not listed among the commands that run. */
  readonly silent?: true;
  readonly run: (call: BuiltinCall) => Status;
}

const always =
  (status: Status): Builtin['run'] =>
  () =>
    status;

const table: Readonly<Record<string, Builtin>> = {
  ':': { silent: true, run: always('succeeds') },
  '.': { run: readFile },
  '[': { run: testFiles },
  break: { silent: true, run: (call) => leaveRound(call, 'break') },
  cd: { run: changeDirectory },
  continue: { silent: true, run: (call) => leaveRound(call, 'continue') },
  declare: { silent: true, run: (call) => declare(call, false) },
  echo: { run: always('succeeds') },
  eval: { silent: true, run: evaluate },
  exit: { silent: true, run: (call) => leave(call, 'exit', exitStatus(call)) },
  export: { silent: true, run: (call) => declare(call, true) },
  false: { silent: true, run: always('fails') },
  local: { silent: true, run: (call) => declare(call, false) },
  popd: { run: changeToUnknown },
  printf: { run: always('succeeds') },
  pushd: { run: changeToUnknown },
  pwd: { run: always('succeeds') },
  read: { run: readVariables },
  readonly: { silent: true, run: (call) => declare(call, false) },
  return: { silent: true, run: (call) => leave(call, 'return', exitStatus(call)) },
  set: { silent: true, run: setOptions },
  shift: { silent: true, run: shift },
  source: { run: readFile },
  test: { run: testFiles },
  true: { silent: true, run: always('succeeds') },
  typeset: { silent: true, run: (call) => declare(call, false) },
  unset: { silent: true, run: unset },
};

export function builtinOf(name: string): Builtin | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function testFiles({ argv, shell, interpreter }: BuiltinCall): Status {
  return statusOfTest(argv, (written) => {
    if (written === '') return 'absent';
    const path = resolvePath(shell.directory, written);
    return path === undefined ? 'unknown' : interpreter.fileAt(path);
  });
}

function leave({ shell, context }: BuiltinCall, by: Ending['by'], status: Status): Status {
  const stops = by === 'exit' ? context.exitStops : by === 'return' && context.returnStops;
  shell.ended = { by, status, stopsBuild: status === 'fails' && stops };
  return status;
}

function leaveRound(call: BuiltinCall, by: 'break' | 'continue'): Status {
  const { argv, words, shell, context } = call;
  if (!context.inLoop) return 'succeeds';
  // `break 2` leaves more than this loop: what stands behind it may not run.
  if (argv.length > 1 && words[0] !== '1') shell.leaks.add('exit');
  return leave(call, by, 'succeeds');
}

function exitStatus({ words: [code], argv, shell }: BuiltinCall): Status {
  if (argv.length === 1) return shell.last;
  if (code === undefined || !/^\d+$/.test(code)) return 'unknown';
  return Number(code) % 256 === 0 ? 'succeeds' : 'fails';
}

function changeDirectory({ words, argv, shell, interpreter, context }: BuiltinCall): Status {
  const operands = words.filter(
    (word) => word === undefined || word === '-' || !word.startsWith('-'),
  );
  const [target] =
    operands.length > 0 ? operands : [argv.length > 1 ? undefined : shell.variables.get('HOME')];
  const previous = shell.directory;
  const path =
    target === '-' ? shell.variables.get('OLDPWD') : resolvePath(shell.directory, target);
  const enters = path === undefined ? undefined : interpreter.canEnter(path);
  if (enters === false) return 'fails';
  shell.directory = enters === true || stopsBuild(shell, context) ? path : undefined;
  shell.variables.set('OLDPWD', previous);
  return 'unknown';
}

function changeToUnknown({ shell }: BuiltinCall): Status {
  shell.directory = undefined;
  return 'unknown';
}

function declare({ words, shell }: BuiltinCall, exports: boolean): Status {
  for (const word of words) {
    if (word === undefined) {
      // `export $PAIR`: nobody knows which name.
      shell.variables.clear();
      shell.isUnset = nobodyKnows;
      continue;
    }
    const [, name = word, value] = /^([^=]+)=([^]*)$/.exec(word) ?? [];
    if (name.startsWith('-')) continue;
    if (value !== undefined) shell.variables.set(name, value);
    if (exports) shell.exported.add(name);
  }
  return 'succeeds';
}

function unset({ words, shell }: BuiltinCall): Status {
  for (const name of words) {
    if (name === undefined) {
      shell.variables.clear();
      shell.isUnset = nobodyKnows;
    } else if (words[0] === '-f') shell.functions.delete(name);
    else shell.variables.set(name, undefined);
  }
  return 'succeeds';
}

function readVariables({ words, shell }: BuiltinCall): Status {
  for (const name of words) if (name !== undefined) shell.variables.set(name, undefined);
  return 'unknown';
}

function setOptions({ words, shell }: BuiltinCall): Status {
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (word === undefined) {
      shell.positional = undefined;
      return 'succeeds';
    }
    if (word === '--' || !/^[-+]./.test(word)) {
      shell.positional = words.slice(word === '--' ? index + 1 : index);
      return 'succeeds';
    }
    const isOn = word.startsWith('-');
    if (word.includes('e')) shell.exitOnError = isOn;
    // With `set -f` a pattern is a word like others.
    if (word.includes('f')) shell.namesOf = nobodyKnowsNames;
    if (!word.includes('o')) continue;
    const option = words[(index += 1)];
    if (option === 'errexit') shell.exitOnError = isOn;
    if (option === 'pipefail') shell.pipeFails = isOn;
    if (option === 'noglob') shell.namesOf = nobodyKnowsNames;
  }
  return 'succeeds';
}

function shift({ words: [count = '1'], shell }: BuiltinCall): Status {
  shell.positional = /^\d+$/.test(count) ? shell.positional?.slice(Number(count)) : undefined;
  return 'succeeds';
}

/** `. file` can do anything; the script that a virtual environment brings sets variables only. */
function readFile({ words: [file], shell }: BuiltinCall): Status {
  const { directory } = shell;
  forgetShell(shell);
  if (file !== undefined && posix.basename(file) === 'activate') shell.directory = directory;
  return 'unknown';
}

function evaluate({ interpreter, words, shell, context }: BuiltinCall): Status {
  const known = words.filter((word) => word !== undefined);
  if (known.length < words.length) return interpreter.runUnknown(shell, context);
  return interpreter.runText(known.join(' '), shell, context);
}
