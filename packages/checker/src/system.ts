import { posix } from 'node:path';
import type { BuildStep, StagePlan } from '@kit/dockerfile';
import { isOfficial, isOfficialPython, lineageOf } from './stages.ts';

/** Whether this is a shell that Alpine does not bring, and nothing installs: it has `sh` alone. */
export function isMissingShell(
  program: string,
  target: StagePlan,
  steps: readonly BuildStep[],
): boolean {
  const name = posix.basename(program);
  return isAlpine(target) && /^(bash|dash|zsh|ksh)$/.test(name) && !isInstalled(name, steps);
}

export function isAlpine(stage: StagePlan): boolean {
  const base = lineageOf(stage)[0]?.base;
  return base?.kind === 'image' && base.reference.includes('alpine');
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

/** The user that containers run as, where neither an official image nor the build has one of that name. */
export function missingUserOf({
  target,
  steps,
}: {
  readonly target: StagePlan;
  readonly steps: readonly BuildStep[];
}): string | undefined {
  const [user = ''] = (target.config.User ?? '').split(':');
  if (!/^[a-z_][\w.-]*$/i.test(user) || ofEverySystem.has(user)) return undefined;
  const base = lineageOf(target)[0]?.base;
  const reference = base?.kind === 'image' ? base.reference : '';
  const isNode = isOfficial(reference, 'node');
  if (isNode && user === 'node') return undefined;
  const isMade = isInstalled(user, steps) || steps.some(mayAddUser);
  return (isNode || isOfficialPython(reference)) && !isMade ? user : undefined;
}

/** Whether a step may add a user whose name it does not say. */
function mayAddUser(step: BuildStep): boolean {
  const { argument, flags } = step.instruction;
  if (step.kind === 'copy') {
    const isElsewhere = flags.some(({ name }) => name === 'from');
    const isOfSystem = /^\/(etc(\/.*)?)?$/.test(step.destination);
    return argument.text.includes('passwd') || (isElsewhere && isOfSystem);
  }
  if (step.kind !== 'run') return false;
  return step.commands.some(({ argv: [program = '/', ...words] }) => {
    if (/^(adduser|useradd)$/.test(program)) return words.includes(undefined);
    return (
      /\/|^(sh|bash|newusers)$/.test(program) || words.some((word) => word?.includes('passwd'))
    );
  });
}

/**
 * Programs that start the one their words name, whose options are not followed:
 * `su root -c 'pip …'`, `stdbuf -oL python3 …`.
 */
export const runsItsWords: ReadonlySet<string> = new Set(
  (
    'chpst chroot chrt env find flock gosu ionice linux32 linux64 nice nohup nsenter parallel ' +
    'runuser s6-setuidgid script setarch setpriv setsid start-stop-daemon stdbuf strace su su-exec ' +
    'taskset time timeout unshare watch'
  ).split(' '),
);

/** Those of Alpine and Debian. */
const ofEverySystem: ReadonlySet<string> = new Set(
  (
    'adm at backup bin cron cyrus daemon dhcp ftp games guest halt irc list lp mail man news nobody ntp operator ' +
    'postmaster proxy root shutdown smmsp squid sshd sync sys svn uucp vpopmail www-data xfs _apt'
  ).split(' '),
);
