import type { ShellCommand, StagePlan } from '@kit/dockerfile';

/** Reads a shell text as a container of the image would run it. */
export function shellOf(_stage: StagePlan): (script: string) => readonly ShellCommand[] {
  return () => [];
}
