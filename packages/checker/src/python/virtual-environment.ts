import { posix } from 'node:path';
import type { BuildStep, ImageConfig, ShellCommand } from '@kit/dockerfile';
import { environmentOf } from '@kit/dockerfile';

/** A virtual environment that a command of the build surely makes. */
export interface MadeEnvironment {
  readonly folder: string;
  /** It finds the packages of the image's own Python as well. */
  readonly seesOwn: boolean;
}

/** The virtual environment in a folder, as a command of the build makes it. */
export function madeEnvironment(
  folder: string,
  steps: readonly BuildStep[],
): MadeEnvironment | undefined {
  const making = steps
    .flatMap((step) => (step.kind === 'run' ? step.commands : []))
    .find(
      ({ argv, directory = '/' }) =>
        argv.some((word) => word === 'venv' || word === 'virtualenv') &&
        argv.some((word) => word !== undefined && posix.resolve(directory, word) === folder),
    );
  return making && { folder, seesOwn: making.argv.includes('--system-site-packages') };
}

/** The one whose Python a container starts; `undefined` where it is the image's own, or nobody can tell. */
export function environmentInUse(
  config: ImageConfig,
  steps: readonly BuildStep[],
): MadeEnvironment | undefined {
  const [program = '', ...words] = [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])];
  const directory = config.WorkingDir ?? '/';
  if (program.includes('/') && /^python[\d.]*$/.test(posix.basename(program))) {
    return madeEnvironment(posix.resolve(directory, program, '../..'), steps);
  }
  const active = /(?:^|[\s;&])(?:\.|source)\s+(\S+)\/bin\/activate\b/.exec(words.join(' '))?.[1];
  if (active !== undefined) return madeEnvironment(posix.resolve(directory, active), steps);
  if (!/^python[\d.]*$/.test(program) || words.length === 0) return undefined;
  const bin = firstPrograms(environmentOf(config).get('PATH'));
  return bin === undefined ? undefined : madeEnvironment(posix.dirname(bin), steps);
}

/** What PATH has before the folders of the system. */
export function firstPrograms(path: string | undefined): string | undefined {
  const [first] = (path ?? '').split(':');
  return first?.endsWith('/bin') === true && !isSystems(first) ? first : undefined;
}

export function isSystems(bin: string): boolean {
  return /^\/(usr\/(local\/)?)?bin$/.test(bin);
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
