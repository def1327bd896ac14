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
