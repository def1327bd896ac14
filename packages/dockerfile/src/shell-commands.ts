import { outermost } from './shell/context.ts';
import type { Allowance } from './shell/interpreter.ts';
import { Interpreter, TooMuchWork } from './shell/interpreter.ts';
import type { Shell } from './shell/shell-state.ts';

/**
 * One program that a shell text runs. A word is `undefined` where only a run
 * can tell its value (`$(…)`, an unset variable, a glob).
 */
export interface ShellCommand {
  /** Program and arguments, quotes removed and known variables expanded. */
  readonly argv: readonly (string | undefined)[];
  /** Absolute; `undefined` after a `cd` to somewhere unknown. */
  readonly directory: string | undefined;
  /** `maybe`: it depends on how another command ends (`a || b`, `if`), or on text that could not be read. Commands that cannot run (`true || b`) are left out. */
  readonly runs: 'always' | 'maybe';
  /** False where the build goes on although the command fails (`cmd || true`, `cmd; echo done`). */
  readonly failureStopsBuild: boolean;
  /** Files its redirections write, absolute; `undefined` for one only a run can tell. */
  readonly writes: readonly (string | undefined)[];
  /** Started with `&`, and nothing waits until it has ended. */
  readonly inBackground?: true;
  /** Variables that the text itself gives it, as in `A=b cmd` and `export A=b`. */
  readonly environment?: ReadonlyMap<string, string | undefined>;
  /** The shells that it is run through, as `bash -c` names them. */
  readonly shells?: readonly string[];
}

/** What a shell text starts with. */
export interface ShellContext {
  /** Absolute; where the text starts to run. */
  readonly directory: string;
  /** Variables with a known value, as programs see them: the stage's, build arguments included. */
  readonly variables: ReadonlyMap<string, string>;
  /** Whether a name that is not among `variables` is not set; else its value is only not known. */
  readonly isUnset?: (name: string) => boolean;
  /** What is at an absolute path before the text runs. */
  readonly fileAt?: (path: string) => 'file' | 'directory' | 'absent' | 'unknown';
  /** The names that an absolute pattern stands for, itself where there are none; `undefined` where only a run can tell. */
  readonly namesOf?: (pattern: string) => readonly string[] | undefined;
  /** `set -e` is on from the start, as `SHELL ["/bin/sh", "-ec"]` has it. */
  readonly exitOnError?: boolean;
  /** `set -o pipefail` is on from the start. */
  readonly pipeFails?: boolean;
  /** For all texts that share it; each has a bound of its own besides. */
  readonly allowance?: Allowance;
}

/** What a shell text comes to. */
export interface ShellReading {
  readonly commands: readonly ShellCommand[];
  /** Whether it ends with a failure, whatever its programs do: `pip …; false`. */
  readonly fails: boolean;
}

/** @see readShellText */
export function readShellCommands(script: string, context: ShellContext): readonly ShellCommand[] {
  return readShellText(script, context).commands;
}

/**
 * The programs that a shell text of RUN runs, in the order of the text. The
 * text is read, never run: what depends on a value or an outcome that only a
 * run can tell is `undefined` or `maybe`. Wrappers (`exec`, `env`, `sh -c`)
 * are replaced by what they run; what changes the shell alone (`set`,
 * `export`, `exit`) is not listed, `cd` is.
 *
 * Never throws. Text that cannot be read, or would take too long to follow,
 * is one command of one unknown word.
 */
export function readShellText(script: string, context: ShellContext): ShellReading {
  const interpreter = new Interpreter(context);
  const shell: Shell = {
    directory: context.directory,
    variables: new Map(context.variables),
    exported: new Set(context.variables.keys()),
    isUnset: context.isUnset ?? (() => false),
    namesOf: (pattern) => interpreter.namesOf(pattern),
    functions: new Map(),
    positional: [],
    exitOnError: context.exitOnError ?? false,
    pipeFails: context.pipeFails ?? false,
    last: 'succeeds',
    leaks: new Set(),
  };
  try {
    const status = interpreter.runText(script, shell, outermost);
    const fails = status === 'fails' && shell.leaks.size === 0;
    return { commands: interpreter.finished(), fails };
  } catch (error) {
    if (!(error instanceof TooMuchWork || error instanceof RangeError)) throw error;
    return { commands: [unreadable], fails: false };
  }
}

const unreadable: ShellCommand = {
  argv: [undefined],
  directory: undefined,
  runs: 'maybe',
  failureStopsBuild: true,
  writes: [undefined],
};
