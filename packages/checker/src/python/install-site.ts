import { posix } from 'node:path';
import type { BuildStep, ImageConfig, ShellCommand } from '@kit/dockerfile';
import { environmentOf } from '@kit/dockerfile';
import type { PipCall } from './pip-command.ts';

type RunStep = Extract<BuildStep, { kind: 'run' }>;
type PipInstall = Extract<PipCall, { kind: 'install' }>;

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
export function siteOf(
  call: PipInstall,
  {
    step,
    at,
    steps,
  }: { readonly step: RunStep; readonly at: number; readonly steps: readonly BuildStep[] },
): Site | undefined {
  const option = (['target', 'prefix', 'root'] as const).find((name) => call.options.has(name));
  if (option !== undefined) {
    const value = call.options.get(option);
    if (value === undefined) return undefined;
    const folder = posix.resolve(step.before.workingDirectory, value);
    return { kind: 'folder', option, folder };
  }
  const bin = programsOf(call, step, at);
  const folder = posix.dirname(bin ?? '/usr/local/bin');
  if (bin !== undefined && !isSystems(bin)) {
    return { kind: 'environment', folder, isMade: isMade(folder, steps) };
  }
  return call.options.has('user') ? { kind: 'user', user: step.before.user } : { kind: 'own' };
}

/** The folder that pip is started from; `undefined` where it is the image's own. */
function programsOf({ path }: PipInstall, step: RunStep, at: number): string | undefined {
  if (path !== undefined) {
    const { directory } = step.commands[at] ?? {};
    return posix.dirname(posix.resolve(directory ?? '/', path));
  }
  const venv = step.commands.slice(0, at).findLast((earlier) => activated(earlier) !== undefined);
  if (venv !== undefined) return activated(venv);
  const [first] = (step.before.variables.get('PATH') ?? '').split(':');
  return first?.endsWith('/bin') === true && /\/\.?v?env/.test(first) ? first : undefined;
}

/** The folder of programs that `. venv/bin/activate` puts first. */
export function activated({
  argv: [program, file],
  directory = '/',
}: ShellCommand): string | undefined {
  const isRead = program === '.' || program === 'source';
  return isRead && file?.endsWith('/bin/activate') === true
    ? posix.resolve(directory, file, '..')
    : undefined;
}

function isSystems(bin: string): boolean {
  return /^\/(usr\/(local\/)?)?bin$/.test(bin);
}

function isMade(environment: string, steps: readonly BuildStep[]): boolean {
  return steps.some(
    (step) =>
      step.kind === 'run' &&
      step.commands.some(
        ({ argv, directory }) =>
          argv.some((word) => word === 'venv' || word === 'virtualenv') &&
          argv.some(
            (word) => word !== undefined && posix.resolve(directory ?? '/', word) === environment,
          ),
      ),
  );
}

/** Whether the Python that a container starts looks there; `undefined` where only a run can tell. */
export function isSearched(site: Site, config: ImageConfig): boolean | undefined {
  switch (site.kind) {
    case 'own':
      return true;
    case 'user':
      return site.user === (config.User ?? site.user) ? true : undefined;
    case 'folder': {
      const { option, folder } = site;
      const searched = (environmentOf(config).get('PYTHONPATH') ?? '').split(':');
      return (
        (option === 'prefix' && folder === '/usr/local') ||
        (option === 'root' && folder === '/') ||
        (option === 'target' && [config.WorkingDir, ...searched].includes(folder)) ||
        searched.some((entry) => entry.startsWith(`${folder}/`))
      );
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
