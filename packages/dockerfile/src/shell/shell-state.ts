import type { CompoundCommand, Redirected } from 'unbash';

/** What is known of a running shell at one point of its text. */
export interface Shell {
  directory: string | undefined;
  /** A name that is absent, or whose value is `undefined`, has a value that only a run can tell. */
  variables: Map<string, string | undefined>;
  /** Whether a name without a value in `variables` is not set; else only its value is not known. */
  isUnset: (name: string) => boolean;
  /** The names that an absolute pattern stands for now; `undefined` where only a run can tell. */
  namesOf: (pattern: string) => readonly string[] | undefined;
  /** Names that programs, other shells included, see as well. */
  exported: Set<string>;
  /** `undefined` for one that may be there, or be another. */
  functions: Map<string, CompoundCommand | Redirected | undefined>;
  /** `$1`, `$2` …; `undefined` where not even their number is known. */
  positional: readonly (string | undefined)[] | undefined;
  /** `set -e`; `undefined` where it may be on or off. */
  exitOnError: boolean | undefined;
  /** `set -o pipefail`. */
  pipeFails: boolean;
  /** How the command before ended. */
  last: Status;
  /** Set where nothing more is run: how the text was left. */
  ended?: Ending;
  /** Ways in which the text may have been left already, without the build having failed. */
  leaks: Set<Ending['by']>;
}

export type Status = 'succeeds' | 'fails' | 'unknown';

export interface Ending {
  readonly by: 'exit' | 'return' | 'break' | 'continue';
  readonly status: Status;
  /** The build fails where a run comes this way. */
  readonly stopsBuild: boolean;
}

export function forkShell(shell: Shell): Shell {
  return {
    ...shell,
    variables: new Map(shell.variables),
    exported: new Set(shell.exported),
    functions: new Map(shell.functions),
    leaks: new Set(shell.leaks),
  };
}

/** Makes `shell` what is known where a run may have come either way. */
export function joinPaths(shell: Shell, other: Shell): void {
  if (shell.ended !== undefined && other.ended === undefined) {
    const { ended } = shell;
    const { leaks } = shell;
    Object.assign(shell, other);
    delete shell.ended;
    shell.leaks = new Set([...leaks, ...other.leaks]);
    if (!ended.stopsBuild) shell.leaks.add(ended.by);
    return;
  }
  for (const leak of other.leaks) shell.leaks.add(leak);
  if (other.ended !== undefined) {
    if (!other.ended.stopsBuild) shell.leaks.add(other.ended.by);
    return;
  }
  if (shell.directory !== other.directory) shell.directory = undefined;
  if (shell.positional !== other.positional) shell.positional = undefined;
  for (const name of new Set([...shell.variables.keys(), ...other.variables.keys()])) {
    if (shell.variables.get(name) !== other.variables.get(name))
      shell.variables.set(name, undefined);
  }
  for (const name of new Set([...shell.functions.keys(), ...other.functions.keys()])) {
    if (shell.functions.get(name) !== other.functions.get(name))
      shell.functions.set(name, undefined);
  }
  if (shell.exitOnError !== other.exitOnError) shell.exitOnError = undefined;
  shell.pipeFails &&= other.pipeFails;
  if (shell.namesOf !== other.namesOf) shell.namesOf = nobodyKnowsNames;
}

/** After text that cannot be known: neither directory nor variables are. */
export function forgetShell(shell: Shell): void {
  shell.directory = undefined;
  shell.positional = undefined;
  shell.variables.clear();
  shell.isUnset = nobodyKnows;
  shell.namesOf = nobodyKnowsNames;
}

export function nobodyKnowsNames(): undefined {
  return undefined;
}

export function nobodyKnows(): boolean {
  return false;
}
