import { posix } from 'node:path';
import type { Assignment, Command, CompoundCommand, Redirected } from 'unbash';
import { builtinOf } from './builtins.ts';
import type { Context } from './context.ts';
import { isMaybe, stopsBuild } from './context.ts';
import { mayFailToExpand } from './failing-expansion.ts';
import type { Interpreter } from './interpreter.ts';
import type { NestedShell } from './nested-shell.ts';
import { readNestedShell } from './nested-shell.ts';
import { filesRead, givesInput, inputOf, redirectedFiles } from './redirections.ts';
import type { Shell, Status } from './shell-state.ts';
import type { Value } from './shell-words.ts';
import { expandToFields, expandToText } from './shell-words.ts';
import { runInSubshell } from './subshell.ts';
import { runSubstitutions } from './substitutions.ts';
import type { Wrapped } from './wrappers.ts';
import { unwrap } from './wrappers.ts';

type Pairs = readonly (readonly [name: string, value: Value])[];

export function runCommand(
  interpreter: Interpreter,
  command: Command,
  shell: Shell,
  context: Context,
): Status {
  if (!mayFailToExpand(command)) return runExpanded(interpreter, command, shell, context);
  runExpanded(interpreter, command, shell, {
    ...context,
    maybe: context.maybe || !context.exitStops,
  });
  if (!context.exitStops) shell.leaks.add('exit');
  return 'unknown';
}

function runExpanded(
  interpreter: Interpreter,
  command: Command,
  shell: Shell,
  context: Context,
): Status {
  const assignments = command.prefix.filter((part) => part.type === 'Assignment');
  const sets = command.name === undefined && command.suffix.length === 0;
  // `A=$(cmd)` alone ends as `cmd` does; elsewhere nobody looks at that.
  const inner = { ...context, statusStops: sets && stopsBuild(shell, context) };
  const substituted = runSubstitutions(interpreter, [command], shell, inner);

  const pairs = assignments.map((part) => [part.name, valueAssigned(part, shell)] as const);
  const words = wordsOf(command, shell);
  if (words.length === 0) {
    for (const [name, value] of pairs) shell.variables.set(name, value);
    if (command.redirects.length === 0) return substituted ? 'unknown' : 'succeeds';
  }
  // `> file` makes the file as `true > file` does.
  const argv = words.length === 0 ? ['true'] : words;
  const writes = [...context.writes, ...redirectedFiles(command.redirects, shell)];
  const input = inputOf(command.redirects, shell);
  // A command whose input is not there is not run.
  const mayLackInput = filesRead(command.redirects, shell).some(
    (path) => path === undefined || interpreter.fileAt(path) !== 'file',
  );
  const maybe = context.maybe || (mayLackInput && !stopsBuild(shell, context));
  const isTold = givesInput(command.redirects);
  const call = { argv, input, isTold, finds: 'anything' } as const;
  const status = withVariables(shell, words.length === 0 ? [] : pairs, () =>
    runWords(interpreter, call, shell, { ...context, maybe, writes }),
  );
  return mayLackInput || (substituted && words.length === 0) ? 'unknown' : status;
}

function wordsOf({ name, args }: Command, shell: Shell): readonly Value[] {
  if (name === undefined) return [];
  const words = args.flatMap((each) => {
    if (each.type === 'Word') return expandToFields(each, shell);
    const value = valueAssigned(each, shell);
    return [value === undefined ? undefined : `${each.name}=${value}`];
  });
  return [...expandToFields(name, shell), ...words];
}

function valueAssigned({ name, value, append, index }: Assignment, shell: Shell): Value {
  if (value.type === 'ArrayValue' || index !== undefined) return undefined;
  const text = expandToText(value, shell);
  if (append !== true) return text;
  const before = shell.variables.get(name);
  return before === undefined || text === undefined ? undefined : before + text;
}

/** Runs `run` with variables set that are gone afterwards, as in `A=b cmd`. */
function withVariables(shell: Shell, pairs: Pairs, run: () => Status): Status {
  const before = pairs.map(([name]) => ({
    name,
    value: shell.variables.get(name),
    wasExported: shell.exported.has(name),
  }));
  for (const [name, value] of pairs) {
    shell.variables.set(name, value);
    shell.exported.add(name);
  }
  const status = run();
  for (const { name, value, wasExported } of before) {
    shell.variables.set(name, value);
    if (!wasExported) shell.exported.delete(name);
  }
  return status;
}

interface Call {
  readonly argv: readonly Value[];
  readonly input: Value;
  /** Whether there is an input, known or not. */
  readonly isTold: boolean;
  readonly finds: 'anything' | Wrapped['finds'];
}

function runWords(interpreter: Interpreter, call: Call, shell: Shell, context: Context): Status {
  const { argv, input, isTold, finds } = call;
  const [name, ...words] = argv;
  if (name !== undefined && finds === 'anything' && shell.functions.has(name)) {
    const body = shell.functions.get(name);
    if (body === undefined) return interpreter.runUnknown(shell, context);
    return runFunction(interpreter, body, words, shell, context);
  }

  const wrapped = unwrap(argv);
  if (wrapped !== undefined) return runWrapped(interpreter, call, wrapped, shell, context);

  const nested = readNestedShell(argv);
  const text = nested?.text ?? input;
  if (nested !== undefined && text !== undefined) {
    const shells = [...context.shells, argv[0] ?? ''];
    return runNestedShell(interpreter, nested, text, shell, { ...context, shells });
  }

  if (nested !== undefined && isTold) return interpreter.runUnknown(shell, context);

  const builtin = name === undefined || finds === 'programs' ? undefined : builtinOf(name);
  const isSureToRun = canWrite(interpreter, context);
  if (builtin?.silent !== true || context.writes.length > 0) {
    emitCommand(interpreter, argv, shell, context);
  }
  const status = builtin?.run({ interpreter, words, argv, shell, context }) ?? 'unknown';
  return status === 'succeeds' && !isSureToRun ? 'unknown' : status;
}

export function emitCommand(
  interpreter: Interpreter,
  argv: readonly Value[],
  shell: Shell,
  context: Context,
): void {
  interpreter.emit({
    argv,
    directory: shell.directory,
    runs: isMaybe(shell, context) ? 'maybe' : 'always',
    failureStopsBuild: stopsBuild(shell, context),
    writes: context.writes,
    ...interpreter.environmentOf(shell),
    ...(context.shells.length > 0 && { shells: context.shells }),
  });
}

/** Whether all that is written to can be: else the command is not even run. */
function canWrite(interpreter: Interpreter, { writes }: Context): boolean {
  return writes.every(
    (path) =>
      path?.endsWith('/') === false &&
      interpreter.fileAt(path) !== 'directory' &&
      interpreter.fileAt(posix.dirname(path)) === 'directory',
  );
}

function runWrapped(
  interpreter: Interpreter,
  { argv, ...call }: Call,
  wrapped: Wrapped,
  shell: Shell,
  context: Context,
): Status {
  const replaces = argv[0] === 'exec';
  const inner = replaces ? { ...context, statusStops: context.exitStops } : context;
  const status = withVariables(shell, wrapped.assignments ?? [], () =>
    runWords(interpreter, { ...call, ...wrapped }, shell, inner),
  );
  if (replaces) {
    shell.ended = { by: 'exit', status, stopsBuild: status === 'fails' && context.exitStops };
  }
  return status;
}

function runFunction(
  interpreter: Interpreter,
  body: CompoundCommand | Redirected,
  words: readonly Value[],
  shell: Shell,
  context: Context,
): Status {
  const { positional } = shell;
  shell.positional = words;
  const status = interpreter.runDeeper(shell, context, (inner) =>
    interpreter.run(body, shell, { ...inner, returnStops: stopsBuild(shell, context) }),
  );
  shell.positional = positional;
  const isUnsure = shell.leaks.delete('return');
  if (shell.ended?.by !== 'return') return isUnsure ? 'unknown' : status;
  const { ended } = shell;
  delete shell.ended;
  return isUnsure ? 'unknown' : ended.status;
}

function runNestedShell(
  interpreter: Interpreter,
  { positional, exitOnError, pipeFails }: NestedShell,
  text: string,
  shell: Shell,
  context: Context,
): Status {
  return runInSubshell(shell, context, (inner, innerContext) => {
    for (const name of inner.variables.keys()) {
      if (!inner.exported.has(name)) inner.variables.delete(name);
    }
    inner.functions.clear();
    Object.assign(inner, { positional, exitOnError, pipeFails });
    return interpreter.runText(text, inner, { ...innerContext, exempt: false, inLoop: false });
  });
}
