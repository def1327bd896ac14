import { posix } from 'node:path';
import type { BuildStep, ImageFiles } from '@kit/dockerfile';
import { fileAt } from '../image-file.ts';

/** Where programs are looked for, and what the build did so far. */
export interface SearchPath {
  /** The value of PATH, where the Dockerfile sets it. */
  readonly path: string | undefined;
  readonly files: ImageFiles;
  readonly steps: readonly BuildStep[];
}

const usual = '/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * The file that a program's bare name stands for, absolute, where a COPY surely
 * put one there: `docker-entrypoint.sh` in `/usr/local/bin`.
 */
export function findProgram(
  name: string,
  search: SearchPath,
  all: readonly BuildStep[] = search.steps,
): string | undefined {
  const { path, files, steps } = search;
  const { paths } = copiedBy(all);
  return placesOf(name, path)
    .filter((place) => paths.has(place))
    .find((place) => typeof fileAt(files, place, steps) === 'object');
}

/** Whether a COPY puts a file of this name among programs. */
export function isAmongPrograms(name: string, all: readonly BuildStep[]): boolean {
  return copiedBy(all).programs.has(name);
}

interface Copied {
  readonly paths: ReadonlySet<string>;
  /** Names of those in a folder of programs. */
  readonly programs: ReadonlySet<string>;
}

/** It is asked of every command; of the same steps it is worked out once. */
function copiedBy(steps: readonly BuildStep[]): Copied {
  const known = copied.get(steps);
  if (known !== undefined) return known;
  const copies = steps.flatMap((step) => (step.kind === 'copy' ? step.copied : []));
  const paths = copies.map(({ path }) => path);
  const programs = paths.filter((path) => /\/s?bin\/[^/]+$/.test(path));
  const found = {
    paths: new Set(paths),
    programs: new Set(programs.map((path) => posix.basename(path))),
  };
  copied.set(steps, found);
  return found;
}

const copied = new WeakMap<readonly BuildStep[], Copied>();

/** Whether a program of this name may be in PATH because of the build. */
export function mayBeInPath(name: string, { path, files, steps }: SearchPath): boolean {
  const own = placesOf(name, path).filter((place) => !isSystems(place));
  return (
    own.some((place) => fileAt(files, place, steps) !== 'absent') ||
    steps.some(
      (step) =>
        step.kind === 'run' &&
        step.commands.some(({ argv, writes }) =>
          [...argv.slice(1), ...writes].some(
            (word) => word !== undefined && isSystems(word) && endsIn(word, name, argv),
          ),
        ),
    )
  );
}

function placesOf(name: string, path = usual): readonly string[] {
  const folders = path.split(':').filter((folder) => folder.startsWith('/'));
  return folders.map((folder) => posix.join(folder, name));
}

/** `mv start /usr/local/bin/` and `mv start.sh /usr/local/bin/start` both do. */
function endsIn(word: string, name: string, argv: readonly (string | undefined)[]): boolean {
  const last = posix.basename(word);
  if (last === name) return true;
  return (
    /^s?bin$/.test(last) && argv.some((each) => each !== undefined && posix.basename(each) === name)
  );
}

function isSystems(path: string): boolean {
  return /^\/(usr\/(local\/)?)?s?bin(\/|$)/.test(path);
}
