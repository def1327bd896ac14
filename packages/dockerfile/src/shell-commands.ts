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
}

/** What a shell text starts with. */
export interface ShellContext {
  /** Absolute; where the text starts to run. */
  readonly directory: string;
  /** Variables with a known value: the stage's, build arguments included. */
  readonly variables: ReadonlyMap<string, string>;
  /** The shell's flags: `-e` in `SHELL ["/bin/sh", "-e", "-c"]` ends the text at the first failure. */
  readonly exitOnError?: boolean;
}

/**
 * The programs that a shell text runs, in order, as far as its text tells.
 * Never throws: text that cannot be read is one command of an unknown word.
 */
export function readShellCommands(script: string, context: ShellContext): readonly ShellCommand[] {
  return [
    {
      argv: script.trim().split(/\s+/),
      directory: context.directory,
      runs: 'maybe',
      failureStopsBuild: true,
      writes: [],
    },
  ];
}
