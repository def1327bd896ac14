import { posix } from 'node:path';
import type { Submission } from '../submission.ts';

/** One package that a requirements file names. */
export interface Requirement {
  /** In the spelling of an installed one's folder: `Flask-Login` is `flask_login`. */
  readonly name: string;
  /** Extras and versions without blanks, as `[async]~=3.1`; empty where any will do. */
  readonly specifier: string;
}

interface RequirementsFile {
  readonly requirements: readonly Requirement[];
  /** Other files it reads, as paths of the build context. */
  readonly includes: readonly string[];
}

/**
 * The packages that a requirements file of the build context names, and the
 * files that it reads (PyPA, "Names and normalization" and "Recording installed
 * projects"). Lines that hold only on some systems, addresses and paths name none.
 */
export function readRequirementsFile(submission: Submission, file: string): RequirementsFile {
  const lines = (submission.textOf(file) ?? '').replaceAll(/\\\r?\n/g, '').split(/\r?\n/);
  const includes = lines.flatMap((line) => {
    const written = /^\s*(?:-r|--requirement)[\s=]*([^\s#]+)/.exec(line)?.[1];
    return written === undefined ? [] : [posix.join(posix.dirname(file), written)];
  });
  return { requirements: lines.flatMap((line) => requirementOf(line) ?? []), includes };
}

/** What a requirements file of the build context names, and those that it reads. */
export function readRequirements(
  submission: Submission,
  file: string,
  seen = new Set<string>(),
): readonly Requirement[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const { requirements, includes } = readRequirementsFile(submission, file);
  return [...requirements, ...includes.flatMap((each) => readRequirements(submission, each, seen))];
}

/** @param line of a requirements file, or a word of `pip install`. */
export function requirementOf(line: string): Requirement | undefined {
  const text = line.replace(/(?:^|\s)(?:#|--).*/, '');
  const [, name, rest = ''] =
    /^\s*([a-z\d](?:[\w.-]*[a-z\d])?)\s*($|[[<>=!~(].*)/i.exec(text) ?? [];
  if (name === undefined || /[;@]/.test(rest)) return undefined;
  return { name: normalized(name), specifier: rest.replaceAll(/\s/g, '') };
}

/**
 * Whether who installs `given` has what `wanted` lists; `undefined` where it
 * depends on the versions that pip finds.
 */
export function covers(
  given: readonly Requirement[],
  wanted: readonly Requirement[],
): boolean | undefined {
  if (wanted.length === 0) return false;
  const specifiers = new Map(given.map(({ name, specifier }) => [name, specifier]));
  if (!wanted.every(({ name }) => specifiers.has(name))) return false;
  const isSame = wanted.every(({ name, specifier }) => specifiers.get(name) === specifier);
  return isSame ? true : undefined;
}

/** `Flask-Login`, `flask.login` and `flask_login` are one package. */
export function normalized(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '_');
}
