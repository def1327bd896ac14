import type { CompoundList, For, While } from 'unbash';
import type { Context } from './context.ts';
import { conditionContext } from './context.ts';
import type { Interpreter } from './interpreter.ts';
import type { Shell, Status } from './shell-state.ts';
import { forkShell, joinPaths } from './shell-state.ts';
import { expandToFields } from './shell-words.ts';
import { runPerhaps } from './subshell.ts';
import { runSubstitutions } from './substitutions.ts';
import { inverted } from './test-command.ts';

export function runWhile(
  interpreter: Interpreter,
  { kind, clause, body }: While,
  shell: Shell,
  context: Context,
): Status {
  const enters = (where: Shell): Status => {
    const status = interpreter.runAll(clause.commands, where, conditionContext(context));
    return kind === 'until' ? inverted(status) : status;
  };
  return runRounds(interpreter, body, enters, shell, context);
}

/** More rounds than these are not followed one by one. */
const maximumRounds = 12;

export function runFor(
  interpreter: Interpreter,
  { name, wordlist, body }: For,
  shell: Shell,
  context: Context,
): Status {
  runSubstitutions(interpreter, wordlist ?? [], shell, context);
  const words = wordlist?.flatMap((word) => expandToFields(word, shell)) ?? shell.positional;
  const isKnown = words?.every((word) => word !== undefined) === true;
  if (words === undefined || !isKnown || words.length > maximumRounds) {
    shell.variables.set(name.value, undefined);
    const enters = words?.some((word) => word !== undefined) === true ? 'succeeds' : 'unknown';
    return runRounds(interpreter, body, () => enters, shell, context);
  }
  let status: Status = 'succeeds';
  for (const [index, word] of words.entries()) {
    shell.variables.set(name.value, word);
    const isLast = index === words.length - 1;
    const statusStops = isLast && context.statusStops;
    status = interpreter.runAll(body.commands, shell, { ...context, statusStops, inLoop: true });
    leave(shell, 'continue');
    if (shell.ended !== undefined) break;
  }
  leave(shell, 'break');
  return status;
}

/**
 * A loop of nobody knows how many rounds, followed for one of them.
 * @param enters how the condition of a round ends.
 */
function runRounds(
  interpreter: Interpreter,
  body: CompoundList,
  enters: (shell: Shell) => Status,
  shell: Shell,
  context: Context,
): Status {
  const inner = { ...context, statusStops: false, inLoop: true };
  // What one round changes is unknown in the next one.
  const before = forkShell(shell);
  interpreter.mute(() => {
    enters(shell);
    if (shell.ended === undefined) interpreter.runAll(body.commands, shell, inner);
  });
  goOn(shell);
  joinPaths(shell, before);
  shell.leaks = new Set(before.leaks);

  const entered = enters(shell);
  if (shell.ended !== undefined) return 'unknown';
  if (entered === 'fails') return 'succeeds';
  const round = (place: Context): Status => interpreter.runAll(body.commands, shell, place);
  if (entered === 'succeeds') round(inner);
  else runPerhaps(interpreter, shell, inner, round);
  leave(shell, 'continue');
  leave(shell, 'break');
  return 'unknown';
}

/** Behind a round or a loop that was, or may have been, left so. */
function leave(shell: Shell, by: 'break' | 'continue'): void {
  if (shell.ended?.by === by) goOn(shell);
  shell.leaks.delete(by);
}

function goOn(shell: Shell): void {
  delete shell.ended;
}
