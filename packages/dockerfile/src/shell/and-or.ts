import type { AndOr, PipelineNode } from 'unbash';
import type { Context } from './context.ts';
import { stopsBuild } from './context.ts';
import type { Interpreter } from './interpreter.ts';
import type { Shell, Status } from './shell-state.ts';
import { runPerhaps } from './subshell.ts';
import { sureFailureOf } from './sure-failure.ts';

/** `a && b || c`. */
export function runAndOr(
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
    return (shell.last = interpreter.run(node, shell, inner));
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
