import type { SyntaxNode } from 'unbash';
import { forEachChild } from 'unbash';
import type { Context } from './context.ts';
import type { Interpreter } from './interpreter.ts';
import type { Shell } from './shell-state.ts';
import { runInSubshell } from './subshell.ts';

/**
 * Runs what `$(…)`, backticks and `<(…)` in words and redirections hold.
 * @returns whether there was any.
 */
export function runSubstitutions(
  interpreter: Interpreter,
  nodes: readonly SyntaxNode[],
  shell: Shell,
  context: Context,
): boolean {
  let found = false;
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Word' && node.parts === undefined) return;
    if (node.type !== 'CommandExpansion' && node.type !== 'ProcessSubstitution') {
      forEachChild(node, visit);
      return;
    }
    found = true;
    interpreter.takeStep();
    const { script } = node;
    runInSubshell(shell, context, (inner, innerContext) =>
      script === undefined || script.errors !== undefined
        ? interpreter.runUnknown(inner, innerContext)
        : interpreter.runAll(script.commands, inner, innerContext),
    );
  };
  for (const node of nodes) visit(node);
  return found;
}
