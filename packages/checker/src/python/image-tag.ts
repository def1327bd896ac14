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
  const odd = oddlyWritten(tag);
  if (odd !== undefined) return { kind: 'nearly', tag: odd };
  const version = /^\d+(?:\.\d+)*/.exec(tag)?.[0] ?? '3';
  const nearest = ['', '-alpine', '-slim', '-bookworm']
    .map((suffix) => `${version}${suffix}`)
    .concat('alpine', 'slim', 'latest')
    .map((candidate) => ({ candidate, steps: distance(tag, candidate) }))
    .filter(({ candidate, steps }) => steps <= Math.min(2, candidate.length - 2))
    .sort((a, b) => a.steps - b.steps)[0];
  return nearest === undefined ? { kind: 'unknown' } : { kind: 'nearly', tag: nearest.candidate };
}

/** Parts in another order, words for numbers, variants of other images: what the tag means, where one exists. */
function oddlyWritten(tag: string): string | undefined {
  const [, written = '', rest = ''] =
    /^(?:python|py|v)?-?(\d+(?:\.(?:\d+|x|\*))*|three|latest|lts|stable|newest|current|)[-_.]?(.*)$/i.exec(
      tag,
    ) ?? [];
  const version = written.replace(/(?:\.[x*])+$/, '');
  const parts = rest
    .toLowerCase()
    .split(/[-_]/)
    .filter((part) => part !== '');
  const trailing = version === '' ? parts.find((part) => /^\d+(?:\.\d+)*$/.test(part)) : undefined;
  const number = /^\d/.test(version) ? version : (trailing ?? '3');
  const kinds = parts.filter((part) => part !== trailing);
  if (!kinds.every((part) => known.has(part))) return undefined;
  if (tag === '' || (written === '' && trailing === undefined && kinds.length < 2))
    return undefined;
  const kind = kinds.find((part) => /^(?:alpine|slim)/.test(part));
  const release = kinds.find((part) => new RegExp(`^${debian}$`).test(part));
  return [number, kind, kind === 'slim' || kind === undefined ? release : undefined]
    .filter((part) => part !== undefined)
    .join('-');
}

/** What people put behind the version, and the releases of Debian. */
const known: ReadonlySet<string> = new Set(
  (
    'alpine slim latest lts stable small mini minimal debian linux ubuntu focal jammy noble ' +
    'wheezy jessie stretch buster bullseye bookworm trixie'
  ).split(' '),
);
