import { parse } from 'unbash';
import type { ShellCommand } from '../shell-commands.ts';
import { runStatements } from './control-flow.ts';
import type { Shell, Status } from './shell-state.ts';
import { forgetShell } from './shell-state.ts';

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
  /** Files that redirections around a group write. */
  readonly writes: ShellCommand['writes'];
  /** Functions and shells inside one another. */
  readonly depth: number;
}

/** Longer texts are not read: nobody writes them by hand, and reading must stay fast. */
const maximumLength = 16_384;
const maximumDepth = 16;
const maximumSteps = 4_000;

/** Thrown where a text asks for more work than any real one. */
export class TooMuchWork extends Error {}

/** Collects the commands that a text runs. */
export class Interpreter {
  readonly commands: ShellCommand[] = [];
  #steps = 0;
  #muted = 0;

  /** @throws TooMuchWork at the limit. */
  takeStep(weight = 1): void {
    if ((this.#steps += weight) > maximumSteps) throw new TooMuchWork();
  }

  emit(command: ShellCommand): void {
    if (this.#muted === 0) this.commands.push(command);
  }

  /** Runs `work` for its effect on the shell alone. */
  mute(work: () => void): void {
    this.#muted += 1;
    work();
    this.#muted -= 1;
  }

  /** Runs a text in `shell`; one that cannot be read is one unknown command. */
  runText(text: string, shell: Shell, context: Context): Status {
    return this.runDeeper(shell, context, (inner) => {
      if (text.length > maximumLength) return this.runUnknown(shell, inner);
      const script = parse(text);
      if (script.errors !== undefined) return this.runUnknown(shell, inner);
      return runStatements(this, script.commands, shell, inner);
    });
  }

  /** Runs a text or a function inside another one, up to a bound. */
  runDeeper(shell: Shell, context: Context, run: (context: Context) => Status): Status {
    this.takeStep();
    const inner = { ...context, depth: context.depth + 1 };
    return inner.depth > maximumDepth ? this.runUnknown(shell, inner) : run(inner);
  }

  /** Some command, nobody knows which. */
  runUnknown(shell: Shell, context: Context): Status {
    this.emit({
      argv: [undefined],
      directory: shell.directory,
      runs: 'maybe',
      failureStopsBuild: stopsBuild(shell, context),
      writes: [...context.writes, undefined],
    });
    forgetShell(shell);
    return 'unknown';
  }
}

/** Whether the build fails where a command fails in this place. */
export function stopsBuild(shell: Shell, context: Context): boolean {
  return context.statusStops || (shell.exitOnError && !context.exempt && context.exitStops);
}
