import { posix } from 'node:path';
import type { BuildStep, StagePlan } from '@kit/dockerfile';
import { lineageOf } from '../stages.ts';

/** Whether this is a shell that Alpine does not bring, and nothing installs: it has `sh` alone. */
export function isMissingShell(
  program: string,
  target: StagePlan,
  steps: readonly BuildStep[],
): boolean {
  const name = posix.basename(program);
  const base = lineageOf(target)[0]?.base;
  const isAlpine = base?.kind === 'image' && base.reference.includes('alpine');
  return isAlpine && /^(bash|dash|zsh|ksh)$/.test(name) && !isInstalled(name, steps);
}

/** Whether a command of the build names it, as `apk add caddy` does. */
export function isInstalled(name: string, steps: readonly BuildStep[]): boolean {
  return steps.some(
    (step) => step.kind === 'run' && step.commands.some(({ argv }) => argv.slice(1).includes(name)),
  );
}

/** Whether the build mentions it at all: installs, downloads, copies it. */
export function isMentioned(name: string, steps: readonly BuildStep[]): boolean {
  return steps.some(
    ({ kind, instruction: { argument, heredocs, flags } }) =>
      (kind === 'run' || kind === 'copy') &&
      [argument.text, ...heredocs.map(({ body }) => body), ...flags.map(({ value = '' }) => value)]
        .join(' ')
        .includes(name),
  );
}
