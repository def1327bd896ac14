import { distance } from 'fastest-levenshtein';

/** What a tag of the official `python` image says about its Python. */
export type TagMeaning =
  | { readonly kind: 'version'; readonly major: number }
  /** No such tag, and nearly one that exists. */
  | { readonly kind: 'nearly'; readonly tag: string }
  | { readonly kind: 'unknown' };

// The image's page lists them: Debian releases, slim or not, Alpine, Windows.
const debian = '(?:wheezy|jessie|stretch|buster|bullseye|bookworm|trixie|forky)';
const variant = `(?:alpine(?:\\d+\\.\\d+)?|slim(?:-${debian})?|${debian}|onbuild|(?:windowsservercore|nanoserver)(?:-\\w+)*)`;
const versioned = new RegExp(`^(\\d+)(?:\\.\\d+){0,2}(?:-?(?:a|b|rc)\\d*)?(?:-${variant})?$`);
const newest = new RegExp(`^(?:latest|(?:rc-?)?${variant}|rc)$`);

/** Reads a tag; one without a number is the newest Python, which is 3. */
export function readPythonTag(tag: string): TagMeaning {
  const major = versioned.exec(tag)?.[1];
  if (major !== undefined) return { kind: 'version', major: Number(major) };
  if (newest.test(tag)) return { kind: 'version', major: 3 };
  const version = /^\d+(?:\.\d+)*/.exec(tag)?.[0] ?? '3';
  const nearest = ['', '-alpine', '-slim', '-bookworm']
    .map((suffix) => `${version}${suffix}`)
    .concat('alpine', 'slim', 'latest')
    .map((candidate) => ({ candidate, steps: distance(tag, candidate) }))
    .filter(({ candidate, steps }) => steps <= Math.min(2, candidate.length - 2))
    .sort((a, b) => a.steps - b.steps)[0];
  return nearest === undefined ? { kind: 'unknown' } : { kind: 'nearly', tag: nearest.candidate };
}
