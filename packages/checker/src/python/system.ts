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
  const words = argumentsOf.get(steps) ?? readArguments(steps);
  argumentsOf.set(steps, words);
  return words.has(name);
}

/** Of the same steps it is asked for every command that a container starts. */
const argumentsOf = new WeakMap<readonly BuildStep[], ReadonlySet<string | undefined>>();

function readArguments(steps: readonly BuildStep[]): ReadonlySet<string | undefined> {
  const commands = steps.flatMap((step) => (step.kind === 'run' ? step.commands : []));
  return new Set(commands.flatMap(({ argv }) => argv.slice(1)));
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
