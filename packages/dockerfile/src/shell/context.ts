import type { ShellCommand } from '../shell-commands.ts';
import type { Shell, Status } from './shell-state.ts';

/** What it means where a command stands that it fails. */
export interface Context {
  /** A failing status here makes the build fail. */
  readonly statusStops: boolean;
  /** Leaving this shell with a failing status makes the build fail. */
  readonly exitStops: boolean;
  /** Leaving this function with a failing status makes the build fail. */
  readonly returnStops: boolean;
  /** `set -e` looks away: a condition, the left of `&&` and `||`. */
  readonly exempt: boolean;
  /** It depends on how another command ends whether this one runs. */
  readonly maybe: boolean;
  /** `break` and `continue` have a loop to leave. */
  readonly inLoop: boolean;
  /** Files that redirections around a group write. */
  readonly writes: ShellCommand['writes'];
  /** Shells that were started one inside the other. */
  readonly shells: readonly string[];
  /** Functions and shells inside one another. */
  readonly depth: number;
}

export const outermost: Context = {
  statusStops: true,
  exitStops: true,
  returnStops: true,
  exempt: false,
  maybe: false,
  inLoop: false,
  writes: [],
  shells: [],
  depth: 0,
};

/** The place of a condition: failing is one of its answers. */
export function conditionContext(context: Context): Context {
  return { ...context, statusStops: false, exempt: true };
}

/** Whether the build fails where a command fails in this place. */
export function stopsBuild(shell: Shell, context: Context): boolean {
  const exits = shell.exitOnError === true && !context.exempt;
  return context.statusStops || (exits && context.exitStops);
}

/** Whether a command in this place runs in some successful builds only. */
export function isMaybe(shell: Shell, context: Context): boolean {
  return context.maybe || shell.leaks.size > 0;
}

/** `set -e`: a command that fails, or may, ends the shell. */
export function heedExitOnError(shell: Shell, context: Context, status: Status): Status {
  if (shell.exitOnError === false || context.exempt || shell.ended !== undefined) return status;
  if (status === 'fails' && shell.exitOnError === true) {
    shell.ended = { by: 'exit', status, stopsBuild: context.exitStops };
  } else if (status !== 'succeeds' && !context.exitStops) {
    // Leaving this shell does not stop the build: a good one may lack what follows.
    shell.leaks.add('exit');
  }
  return status;
}
