import type { Pipeline } from 'unbash';
import type { Context } from './context.ts';
import { conditionContext, heedExitOnError } from './context.ts';
import type { Interpreter } from './interpreter.ts';
import type { Shell, Status } from './shell-state.ts';
import { runInSubshell } from './subshell.ts';
import { inverted } from './test-command.ts';

/** All commands of a pipe run at once, each in a copy of the shell; the last one's status counts. */
export function runPipeline(
  interpreter: Interpreter,
  { commands, prefixes }: Pipeline,
  shell: Shell,
  context: Context,
): Status {
  const negated = prefixes.filter(({ type }) => type === 'Negation').length % 2 === 1;
  const outer = negated ? conditionContext(context) : context;
  const [only] = commands;
  let status: Status = 'unknown';
  if (commands.length === 1 && only !== undefined) status = interpreter.run(only, shell, outer);
  else {
    for (const [index, command] of commands.entries()) {
      const counts = shell.pipeFails || index === commands.length - 1;
      const each = counts ? outer : conditionContext(outer);
      status = runInSubshell(shell, each, (inner, innerContext) =>
        interpreter.run(command, inner, innerContext),
      );
    }
    if (shell.pipeFails) status = 'unknown';
  }
  return negated ? inverted(status) : heedExitOnError(shell, context, status);
}
