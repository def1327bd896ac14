import type { SyntaxNode } from 'unbash';
import { forEachChild } from 'unbash';

/** Whether a word may end the shell that expands it: `${NAME:?}`, `$((1 / 0))`, arithmetic that is none. */
export function mayFailToExpand(node: SyntaxNode): boolean {
  if (node.type === 'CommandExpansion' || node.type === 'ProcessSubstitution') return false;
  if (node.type === 'ArithmeticExpansion') return !/^\$\(\([\d\s+*-]*\)\)$/.test(node.text);
  if (node.type === 'ParameterExpansion' && /^:?\?$/.test(operatorOf(node))) return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= mayFailToExpand(child);
  });
  return found;
}

function operatorOf(node: Extract<SyntaxNode, { type: 'ParameterExpansion' }>): string {
  const { operation } = node;
  return operation !== undefined && 'operator' in operation ? operation.operator : '';
}
