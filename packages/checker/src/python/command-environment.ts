import type { BuildStep, ShellCommand } from '@kit/dockerfile';

/** A command of a RUN, and the RUN. */
export interface CommandOfRun {
  readonly step: Extract<BuildStep, { kind: 'run' }>;
  readonly command: ShellCommand;
}

/** The value of a variable as the command sees it; `undefined` where it has none, or only a run can tell. */
export function variableOf({ step, command }: CommandOfRun, name: string): string | undefined {
  return command.environment?.has(name) === true
    ? command.environment.get(name)
    : step.before.variables.get(name);
}
