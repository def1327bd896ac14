import type { AndOr, PipelineNode } from 'unbash';
import { runAndOr } from './and-or.ts';
import { runCase, runIf } from './branches.ts';
import type { Context } from './context.ts';
import { heedExitOnError } from './context.ts';
import type { Interpreter } from './interpreter.ts';
import { runFor, runWhile } from './loops.ts';
import { runPipeline } from './pipeline.ts';
import { redirectedFiles } from './redirections.ts';
import type { Shell, Status } from './shell-state.ts';
import { emitCommand, runCommand } from './simple-command.ts';
import { runInSubshell } from './subshell.ts';
import { runSubstitutions } from './substitutions.ts';

/** Anything that a list of commands can hold. */
export type Node = PipelineNode | AndOr;

/** Follows one command, simple or compound. */
export function runNode(
  interpreter: Interpreter,
  node: Node,
  shell: Shell,
  context: Context,
): Status {
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
      const opened = { ...context, writes };
      // The files come about before anything is written to them.
      if (writes.length > context.writes.length) emitCommand(interpreter, ['true'], shell, opened);
      return interpreter.run(node.command, shell, opened);
    }
    case 'BraceGroup':
      return interpreter.runAll(node.body.commands, shell, context);
    case 'Subshell': {
      const status = runInSubshell(shell, context, (inner, innerContext) =>
        interpreter.runAll(node.body.commands, inner, innerContext),
      );
      return heedExitOnError(shell, context, status);
    }
    case 'If':
      return runIf(interpreter, node, shell, context);
    case 'While':
      return runWhile(interpreter, node, shell, context);
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
