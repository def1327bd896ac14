import { posix } from 'node:path';
import type { ImageConfig } from '@kit/dockerfile';
import { environmentOf } from '@kit/dockerfile';
import { variableOf } from './command-environment.ts';
import type { Situation } from './install-attempt.ts';
import type { PipInstall } from './pip-command.ts';
import { activated, firstPrograms, isSystems, madeEnvironment } from './virtual-environment.ts';

/** Where pip puts packages. */
export type Site =
  /** Beside the Python of the base image, below `/usr/local`. */
  | { readonly kind: 'own' }
  /** The home folder of who runs pip. */
  | { readonly kind: 'user'; readonly user: string }
  | {
      readonly kind: 'folder';
      readonly option: 'target' | 'prefix' | 'root';
      readonly folder: string;
    }
  /** A virtual environment; `isMade` where a command of the build surely made it. */
  | { readonly kind: 'environment'; readonly folder: string; readonly isMade: boolean };

/** @returns `undefined` where only a build can tell. */
export function siteOf(call: PipInstall, situation: Situation): Site | undefined {
  const { step, steps } = situation;
  const option = (['target', 'prefix', 'root'] as const).find((name) => call.options.has(name));
  if (option !== undefined) {
    const value = call.options.get(option);
    const { directory } = situation.command;
    if (value === undefined || directory === undefined) return undefined;
    return { kind: 'folder', option, folder: posix.resolve(directory, value) };
  }
  const bin = programsOf(call, situation);
  if (bin !== undefined && !isSystems(bin)) {
    const folder = posix.dirname(bin);
    return { kind: 'environment', folder, isMade: madeEnvironment(folder, steps) !== undefined };
  }
  const user = nameOf(step.before.user);
  // Who may not write beside Python gets the packages in a home folder.
  if (!call.options.has('user') && user === 'root') return { kind: 'own' };
  const { environment } = situation.command;
  const isMoved = ['HOME', 'PYTHONUSERBASE'].some((name) => environment?.has(name));
  return isMoved ? undefined : { kind: 'user', user };
}

/** Of `app:group`, `app`; root has a number as well. */
function nameOf(user: string): string {
  const [name = ''] = user.split(':');
  return /^(0|)$/.test(name) ? 'root' : name;
}

/** The folder that pip is started from; `undefined` where it is the image's own. */
function programsOf({ path }: PipInstall, situation: Situation): string | undefined {
  const { step, steps, command, at } = situation;
  if (path !== undefined) return posix.dirname(posix.resolve(command.directory ?? '/', path));
  const venv = step.commands.slice(0, at).findLast((earlier) => activated(earlier) !== undefined);
  if (venv !== undefined) return activated(venv);
  const first = firstPrograms(variableOf(situation, 'PATH'));
  if (first === undefined) return undefined;
  const isEnvironment = madeEnvironment(posix.dirname(first), steps) !== undefined;
  return isEnvironment || /\/\.?v?env/.test(first) ? first : undefined;
}

/** Whether a folder is the one that Python has its packages in, or above that. */
export function holdsPackages(folder: string): boolean {
  return /^\/(usr(\/local(\/lib(\/python3[^/]*(\/site-packages)?)?)?)?)?$/.test(folder);
}

/** Whether the Python that a container starts looks there; `undefined` where only a run can tell. */
export function isSearched(site: Site, config: ImageConfig): boolean | undefined {
  switch (site.kind) {
    case 'own':
      return true;
    case 'user':
      return site.user === nameOf(config.User ?? site.user) ? true : undefined;
    case 'folder': {
      const { option, folder } = site;
      const searched = (environmentOf(config).get('PYTHONPATH') ?? '').split(':');
      const isFound =
        (option === 'prefix' && folder === '/usr/local') ||
        (option === 'root' && folder === '/') ||
        (option === 'target' && [config.WorkingDir, ...searched].includes(folder)) ||
        searched.some((entry) => entry.startsWith(`${folder}/`));
      const start = [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])].join(' ');
      return isFound || !/\bPYTHONPATH=|\bsite\./.test(start) ? isFound : undefined;
    }
    case 'environment':
      return isEnvironmentUsed(site, config);
  }
}

function isEnvironmentUsed(
  { folder, isMade }: Extract<Site, { kind: 'environment' }>,
  config: ImageConfig,
): boolean | undefined {
  const bin = posix.join(folder, 'bin');
  const directory = config.WorkingDir ?? '/';
  if ((environmentOf(config).get('PATH') ?? '').split(':').includes(bin)) return true;
  const start = [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])];
  const text = start.join(' ');
  if (text.includes(`${bin}/`) || text.includes(`${posix.relative(directory, bin)}/`)) return true;
  const isPlain = /^(python[\d.]*|sh|ash|bash|env|exec|flask|gunicorn)$/.test(
    posix.basename(start[0] ?? ''),
  );
  return isMade && isPlain ? false : undefined;
}
