import type { Case, CompoundList, If } from 'unbash';
import type { Context } from './context.ts';
import { conditionContext } from './context.ts';
import type { Interpreter } from './interpreter.ts';
import type { Shell, Status } from './shell-state.ts';
import { forkShell, joinPaths } from './shell-state.ts';
import { expandToText, matchesPattern } from './shell-words.ts';
import { runSubstitutions } from './substitutions.ts';

export function runIf(interpreter: Interpreter, node: If, shell: Shell, context: Context): Status {
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
    return otherwise === undefined
      ? 'succeeds'
      : interpreter.runAll(otherwise.commands, shell, context);
  }
  interpreter.takeStep(1 + shell.variables.size / 32);
  const condition = interpreter.runAll(branch.clause.commands, shell, conditionContext(context));
  if (shell.ended !== undefined) return condition;
  if (condition === 'succeeds') return interpreter.runAll(branch.then.commands, shell, context);
  if (condition === 'fails') return runBranches(interpreter, rest, otherwise, shell, context);
  const other = forkShell(shell);
  const perhaps = { ...context, maybe: true };
  const one = interpreter.runAll(branch.then.commands, shell, perhaps);
  const two = runBranches(interpreter, rest, otherwise, other, perhaps);
  joinPaths(shell, other);
  return one === two ? one : 'unknown';
}

export function runCase(
  interpreter: Interpreter,
  node: Case,
  shell: Shell,
  context: Context,
): Status {
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
      interpreter.runAll(body.commands, branch, perhaps ? { ...context, maybe: true } : context),
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
