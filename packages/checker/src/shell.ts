import { readShellCommands } from '@kit/dockerfile';
import type { ShellCommand, StagePlan } from '@kit/dockerfile';

/** Reads a shell text as a container of the image runs it: its folder, its ENV, no build arguments. */
export function shellOf({ config }: StagePlan): (script: string) => readonly ShellCommand[] {
  const variables = new Map(
    (config.Env ?? []).map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), pair.slice(at + 1)] as const;
    }),
  );
  const directory = config.WorkingDir ?? '/';
  return (script) => readShellCommands(script, { directory, variables });
}
