import type { AndOr, Command, PipelineNode, Statement } from 'unbash';

/** By which way a command fails whatever happens: `exit 1`, `return 1`, or its status alone. */
export type SureFailure = 'exit' | 'return' | 'status';

type Node = PipelineNode | AndOr;

/**
 * Whether what follows `||` fails surely: then the failure on its left is the
 * text's own, as in `pip install x || { echo failed; exit 1; }`.
 */
export function sureFailureOf(node: Node): SureFailure | undefined {
  switch (node.type) {
    case 'Command':
      return ofCommand(node, true);
    case 'BraceGroup':
      return ofStatements(node.body.commands);
    case 'Subshell':
      return ofStatements(node.body.commands) === undefined ? undefined : 'status';
    case 'Redirected':
      return sureFailureOf(node.command);
    case 'AndOr':
      return ofAndOr(node);
    default:
      return undefined;
  }
}

function ofStatements(statements: readonly Statement[]): SureFailure | undefined {
  for (const [index, { command, background }] of statements.entries()) {
    const failure = ofNext(command, index === 0);
    const isLast = index === statements.length - 1;
    if (failure !== undefined && (failure !== 'status' || isLast)) return failure;
    if (background !== true && !isPlain(command)) return undefined;
  }
  return undefined;
}

/** `exit` alone hands on the status of the command before it: a failure at the very start only. */
function ofNext(node: Node, isFirst: boolean): SureFailure | undefined {
  return node.type === 'Command' ? ofCommand(node, isFirst) : sureFailureOf(node);
}

function ofAndOr({ commands, operators }: AndOr): SureFailure | undefined {
  const last = commands.at(-1);
  if (last === undefined || operators.includes('||')) return undefined;
  const failure = ofNext(last, false);
  const others = commands.slice(0, -1);
  if (failure === undefined || !others.every(isPlain)) return undefined;
  return others.every(succeedsAlways) ? failure : 'status';
}

const leaving: ReadonlySet<string> = new Set(
  'exit return break continue exec eval . source'.split(' '),
);

/** A program that is run and done with; what follows it is reached. */
function isPlain(node: Node): boolean {
  return node.type === 'Command' && !leaving.has(node.name?.text ?? '');
}

const harmless: ReadonlySet<string> = new Set(['echo', 'printf', 'true', ':']);

function succeedsAlways(node: Node): boolean {
  return node.type === 'Command' && harmless.has(node.name?.text ?? '');
}

/** @param afterFailure the command before it failed, so that `exit` alone fails too. */
function ofCommand({ name, args }: Command, afterFailure: boolean): SureFailure | undefined {
  const [first] = args;
  const fails =
    first === undefined ? afterFailure : /^\d+$/.test(first.text) && Number(first.text) % 256 !== 0;
  switch (name?.text) {
    case 'false':
      return 'status';
    case 'exit':
      return fails ? 'exit' : undefined;
    case 'return':
      return fails ? 'return' : undefined;
    default:
      return undefined;
  }
}
