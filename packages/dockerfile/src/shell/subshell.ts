import type { Context } from './context.ts';
import { isMaybe, stopsBuild } from './context.ts';
import type { Interpreter } from './interpreter.ts';
import type { Ending, Shell, Status } from './shell-state.ts';
import { forkShell, joinPaths } from './shell-state.ts';

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

/** Runs what may as well be left out. */
export function runPerhaps(
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
