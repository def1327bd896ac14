import type {
  AndOr,
  Case,
  CompoundList,
  If,
  Pipeline,
  PipelineNode,
  Statement,
  Word,
} from 'unbash';
import type { Context, Interpreter } from './interpreter.ts';
import { stopsBuild } from './interpreter.ts';
import { redirectedFiles } from './redirections.ts';
import type { Ending, Shell, Status } from './shell-state.ts';
import { forkShell, joinPaths } from './shell-state.ts';
import { expandToFields, expandToText, matchesPattern } from './shell-words.ts';
import { runCommand, runSubstitutions } from './simple-command.ts';
import { sureFailureOf } from './sure-failure.ts';
import { inverted } from './test-command.ts';

type Node = PipelineNode | AndOr;

export function runStatements(
  interpreter: Interpreter,
  statements: readonly Statement[],
  shell: Shell,
  context: Context,
): Status {
  let status: Status = 'succeeds';
  for (const [index, { command, background }] of statements.entries()) {
    if (shell.ended !== undefined) return status;
    const isLast = index === statements.length - 1;
    const inner = isLast ? context : { ...context, statusStops: false };
    if (background === true) {
      const apart = { ...inner, statusStops: false, exitStops: false };
      runNode(interpreter, command, forkShell(shell), apart);
      status = 'succeeds';
    } else status = runNode(interpreter, command, shell, inner);
    shell.last = status;
  }
  return status;
}

function runList(
  interpreter: Interpreter,
  list: CompoundList,
  shell: Shell,
  context: Context,
): Status {
  return runStatements(interpreter, list.commands, shell, context);
}

export function runNode(
  interpreter: Interpreter,
  node: Node,
  shell: Shell,
  context: Context,
): Status {
  interpreter.takeStep();
  switch (node.type) {
    case 'Command':
      return heedExitOnError(shell, context, runCommand(interpreter, node, shell, context));
    case 'AndOr':
      return runAndOr(interpreter, node, shell, context);
    case 'Pipeline':
      return runPipeline(interpreter, node, shell, context);
    case 'Redirected': {
      runSubstitutions(interpreter, node.redirects, shell, context);
      const writes = [...context.writes, ...redirectedFiles(node.redirects, shell)];
      return runNode(interpreter, node.command, shell, { ...context, writes });
    }
    case 'BraceGroup':
      return runList(interpreter, node.body, shell, context);
    case 'Subshell': {
      const status = runInSubshell(shell, context, (inner, innerContext) =>
        runList(interpreter, node.body, inner, innerContext),
      );
      return heedExitOnError(shell, context, status);
    }
    case 'If':
      return runIf(interpreter, node, shell, context);
    case 'While':
      return runLoop(interpreter, shell, context, node.body, {
        until: node.kind === 'until',
        clause: node.clause,
      });
    case 'For':
      return runFor(interpreter, node, shell, context);
    case 'Case':
      return runCase(interpreter, node, shell, context);
    case 'Function':
      if (node.body.type !== 'CompoundList') shell.functions.set(node.name.value, node.body);
      return 'succeeds';
    case 'TestCommand':
      return 'unknown';
    case 'ArithmeticCommand':
      // Bash reads `((…))` as arithmetic, the shell of Alpine as a subshell in a subshell.
      return runInSubshell(shell, context, (inner, innerContext) => {
        interpreter.runText(node.body, inner, { ...innerContext, maybe: true });
        return 'unknown';
      });
    default:
      return interpreter.runUnknown(shell, context);
  }
}

/** Runs in a copy of the shell: what it sets is gone afterwards, `exit` leaves the copy only. */
export function runInSubshell(
  shell: Shell,
  context: Context,
  run: (inner: Shell, context: Context) => Status,
): Status {
  const stops = stopsBuild(shell, context);
  const inner = { ...forkShell(shell), leaks: new Set<Ending['by']>() };
  const status = run(inner, {
    ...context,
    statusStops: stops,
    exitStops: stops,
    returnStops: stops,
    maybe: isMaybe(shell, context),
  });
  if (inner.ended !== undefined) return inner.leaks.size > 0 ? 'unknown' : inner.ended.status;
  return inner.leaks.size > 0 ? 'unknown' : status;
}

/** `set -e`: a command that fails, or may, ends the shell. */
function heedExitOnError(shell: Shell, context: Context, status: Status): Status {
  if (!shell.exitOnError || context.exempt || shell.ended !== undefined) return status;
  if (status === 'fails') shell.ended = { by: 'exit', status, stopsBuild: context.exitStops };
  // Where leaving this shell does not stop the build, what follows may be left out of a good one.
  else if (status === 'unknown' && !context.exitStops) shell.leaks.add('exit');
  return status;
}

/** Whether a command in this place runs in some successful builds only. */
export function isMaybe(shell: Shell, context: Context): boolean {
  return context.maybe || shell.leaks.size > 0;
}

/** Runs what may as well be left out. */
function runPerhaps(
  interpreter: Interpreter,
  shell: Shell,
  context: Context,
  run: (context: Context) => Status,
): Status {
  interpreter.takeStep(shell.variables.size / 32);
  const skipped = forkShell(shell);
  const status = run({ ...context, maybe: true });
  joinPaths(shell, skipped);
  return status;
}

function runAndOr(
  interpreter: Interpreter,
  { commands, operators }: AndOr,
  shell: Shell,
  context: Context,
): Status {
  const stops = failuresThatStop(commands, operators, shell, context);
  const runAt = (index: number, outer: Context): Status => {
    const node = commands[index];
    if (node === undefined) return 'unknown';
    const isLast = index === commands.length - 1;
    const inner = isLast ? outer : { ...outer, statusStops: stops[index] ?? false, exempt: true };
    return (shell.last = runNode(interpreter, node, shell, inner));
  };
  let status = runAt(0, context);
  for (const [index, operator] of operators.entries()) {
    if (shell.ended !== undefined) return status;
    const wanted = operator === '&&' ? 'succeeds' : 'fails';
    if (status === wanted) status = runAt(index + 1, context);
    else if (status === 'unknown') {
      shell.last = wanted;
      // Where the build fails unless the left succeeds, the right runs in every good build.
      if (operator === '&&' && stops[index] === true) status = runAt(index + 1, context);
      else {
        const right = runPerhaps(interpreter, shell, context, (inner) => runAt(index + 1, inner));
        status = right === (operator === '&&' ? 'fails' : 'succeeds') ? right : 'unknown';
      }
    }
  }
  return status;
}

/** For each command of `a && b || c`: does the build fail where it fails? */
function failuresThatStop(
  commands: readonly PipelineNode[],
  operators: AndOr['operators'],
  shell: Shell,
  context: Context,
): readonly boolean[] {
  const stops: boolean[] = [];
  let rescue: number | undefined;
  for (let index = commands.length - 1; index >= 0; index -= 1) {
    if (operators[index] === '||') rescue = index + 1;
    if (index === commands.length - 1) stops[index] = stopsBuild(shell, context);
    else if (rescue === undefined) stops[index] = context.statusStops;
    else {
      const node = commands[rescue];
      const failure = node && sureFailureOf(node);
      if (failure === 'exit') stops[index] = context.exitStops;
      else if (failure === 'return') stops[index] = context.returnStops;
      else stops[index] = failure === 'status' && (stops[rescue] ?? false);
    }
  }
  return stops;
}

/** All commands of a pipe run at once, each in a copy of the shell; the last one's status counts. */
function runPipeline(
  interpreter: Interpreter,
  { commands, prefixes }: Pipeline,
  shell: Shell,
  context: Context,
): Status {
  const negated = prefixes.filter(({ type }) => type === 'Negation').length % 2 === 1;
  const outer = negated ? { ...context, statusStops: false, exempt: true } : context;
  const [only] = commands;
  let status: Status = 'unknown';
  if (commands.length === 1 && only !== undefined)
    status = runNode(interpreter, only, shell, outer);
  else {
    for (const [index, command] of commands.entries()) {
      const counts = shell.pipeFails || index === commands.length - 1;
      const each = counts ? outer : { ...outer, statusStops: false, exempt: true };
      status = runInSubshell(shell, each, (inner, innerContext) =>
        runNode(interpreter, command, inner, innerContext),
      );
    }
    if (shell.pipeFails) status = 'unknown';
  }
  return negated ? inverted(status) : heedExitOnError(shell, context, status);
}

function conditionContext(context: Context): Context {
  return { ...context, statusStops: false, exempt: true };
}

function runIf(interpreter: Interpreter, node: If, shell: Shell, context: Context): Status {
  const branches = [{ clause: node.clause, then: node.then }, ...node.elif];
  return runBranches(interpreter, branches, node.else, shell, context);
}

function runBranches(
  interpreter: Interpreter,
  branches: readonly { readonly clause: CompoundList; readonly then: CompoundList }[],
  otherwise: CompoundList | undefined,
  shell: Shell,
  context: Context,
): Status {
  const [branch, ...rest] = branches;
  if (branch === undefined) {
    return otherwise === undefined ? 'succeeds' : runList(interpreter, otherwise, shell, context);
  }
  interpreter.takeStep(1 + shell.variables.size / 32);
  const condition = runList(interpreter, branch.clause, shell, conditionContext(context));
  if (shell.ended !== undefined) return condition;
  if (condition === 'succeeds') return runList(interpreter, branch.then, shell, context);
  if (condition === 'fails') return runBranches(interpreter, rest, otherwise, shell, context);
  const other = forkShell(shell);
  const perhaps = { ...context, maybe: true };
  const one = runList(interpreter, branch.then, shell, perhaps);
  const two = runBranches(interpreter, rest, otherwise, other, perhaps);
  joinPaths(shell, other);
  return one === two ? one : 'unknown';
}

/** `while` and `until`, and `for` over words that nobody knows (without a clause). */
function runLoop(
  interpreter: Interpreter,
  shell: Shell,
  context: Context,
  body: CompoundList,
  condition?: { readonly until: boolean; readonly clause: CompoundList },
): Status {
  const inner = { ...context, statusStops: false };
  const runClause = (where: Shell): Status => {
    if (condition === undefined) return 'unknown';
    const status = runList(interpreter, condition.clause, where, conditionContext(context));
    return condition.until ? inverted(status) : status;
  };
  // What one round changes is unknown in the next one.
  const before = forkShell(shell);
  interpreter.mute(() => {
    runClause(shell);
    if (shell.ended === undefined) runList(interpreter, body, shell, inner);
  });
  goOn(shell);
  joinPaths(shell, before);
  shell.leaks = new Set(before.leaks);

  const entered = runClause(shell);
  if (shell.ended !== undefined) return 'unknown';
  if (entered === 'fails') return 'succeeds';
  if (entered === 'succeeds') runList(interpreter, body, shell, inner);
  else
    runPerhaps(interpreter, shell, inner, (perhaps) => runList(interpreter, body, shell, perhaps));
  leaveLoop(shell);
  return 'unknown';
}

function goOn(shell: Shell): void {
  delete shell.ended;
}

function leaveLoop(shell: Shell): void {
  if (shell.ended?.by === 'break') goOn(shell);
  shell.leaks.delete('break');
}

/** More rounds than these are not followed one by one. */
const maximumRounds = 12;

function runFor(
  interpreter: Interpreter,
  node: {
    readonly name: Word;
    readonly wordlist: readonly Word[] | undefined;
    readonly body: CompoundList;
  },
  shell: Shell,
  context: Context,
): Status {
  const name = node.name.value;
  runSubstitutions(interpreter, node.wordlist ?? [], shell, context);
  const words = node.wordlist?.flatMap((word) => expandToFields(word, shell)) ?? shell.positional;
  const known =
    words?.every((word) => word !== undefined) === true && words.length <= maximumRounds;
  if (words === undefined || !known) {
    shell.variables.set(name, undefined);
    const isSure = words?.some((word) => word !== undefined) === true;
    if (!isSure) return runLoop(interpreter, shell, context, node.body);
    const always = {
      until: false,
      clause: { type: 'CompoundList', pos: 0, end: 0, commands: [] },
    } as const;
    return runLoop(interpreter, shell, context, node.body, always);
  }
  let status: Status = 'succeeds';
  for (const [index, word] of words.entries()) {
    shell.variables.set(name, word);
    const isLast = index === words.length - 1;
    status = runList(
      interpreter,
      node.body,
      shell,
      isLast ? context : { ...context, statusStops: false },
    );
    if (shell.ended !== undefined) break;
  }
  leaveLoop(shell);
  return status;
}

function runCase(interpreter: Interpreter, node: Case, shell: Shell, context: Context): Status {
  runSubstitutions(interpreter, [node.word], shell, context);
  const text = expandToText(node.word, shell);
  const start = forkShell(shell);
  let perhaps = false;
  let statuses: Status[] = [];
  let taken: Shell | undefined;
  for (const { pattern, body } of node.items) {
    interpreter.takeStep();
    const matches = pattern.map((word) => matchesPattern(word, text, start));
    const isMatch = matches.includes(true);
    if (!isMatch && !matches.includes(undefined)) continue;
    perhaps ||= !isMatch;
    const branch = forkShell(start);
    statuses.push(
      runList(interpreter, body, branch, perhaps ? { ...context, maybe: true } : context),
    );
    if (taken === undefined) taken = branch;
    else joinPaths(taken, branch);
    if (!isMatch) continue;
    return leaveCase(shell, taken, statuses);
  }
  if (taken === undefined) return 'succeeds';
  joinPaths(taken, start);
  statuses = [...statuses, 'succeeds'];
  return leaveCase(shell, taken, statuses);
}

function leaveCase(shell: Shell, taken: Shell, statuses: readonly Status[]): Status {
  Object.assign(shell, taken);
  const [first = 'unknown', ...others] = statuses;
  return others.every((status) => status === first) ? first : 'unknown';
}
