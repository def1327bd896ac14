import { distance } from 'fastest-levenshtein';
import { quote } from '../plain-text.ts';

/** A name that the engine has and that was probably meant to be the wanted one. */
export interface SimilarTag {
  readonly name: string;
  /** How the two are not the same, in Docker's terms. */
  readonly why: string;
}

interface Name {
  readonly repository: string;
  readonly tag: string;
}

/**
 * The likeliest slip: the tag taken for a name, another spelling of the name,
 * another tag of it.
 * @param wanted `name:tag`, as all names.
 */
export function similarTag(wanted: string, names: readonly string[]): SimilarTag | undefined {
  const meant = partsOf(wanted);
  const ranked = names
    .filter((name) => name !== wanted)
    .map((name) => ({ name, slip: slipOf(meant, partsOf(name)) }))
    .sort((a, b) => order.indexOf(a.slip) - order.indexOf(b.slip));
  const [first] = ranked;
  if (first === undefined || first.slip === 'none') return undefined;
  const { repository, tag } = partsOf(first.name);
  const why = {
    'tag-alone': `The repository stands before the colon, the tag after it: \`-t ${meant.tag}\` makes a repository ${quote(meant.tag)}, and Docker adds the tag \`latest\`.`,
    'other-spelling': `A repository counts letter by letter, and ${quote(repository)} is another one than ${quote(meant.repository)}.`,
    'other-tag': `A tag counts letter by letter, and ${quote(tag)} is another one than ${quote(meant.tag)}.`,
  }[first.slip];
  return { name: first.name, why };
}

const order = ['tag-alone', 'other-tag', 'other-spelling', 'none'] as const;

function slipOf(meant: Name, { repository, tag }: Name): (typeof order)[number] {
  if (repository === meant.tag && meant.tag !== 'latest') return 'tag-alone';
  if (repository === meant.repository) return isLike(meant.tag, tag) ? 'other-tag' : 'none';
  const last = repository.split('/').at(-1) ?? '';
  const isSpelling = distance(bare(last), bare(meant.repository)) <= 1;
  return isSpelling && (tag === meant.tag || isLike(meant.tag, tag) || tag === 'latest')
    ? 'other-spelling'
    : 'none';
}

/** `v1`, `1`, `version-1`, `verison1` for `version1`; nobody means another tag by `latest`. */
function isLike(meant: string, tag: string): boolean {
  const number = /\d[\d.]*$/.exec(meant)?.[0];
  const isNumbered =
    number !== undefined && new RegExp(`^[a-z]*[-_.]?${number}(\\.0)*$`, 'i').test(tag);
  return isNumbered || distance(bare(meant), bare(tag)) <= 2;
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[-_.]/g, '');
}

function partsOf(name: string): Name {
  const colon = name.lastIndexOf(':');
  return { repository: name.slice(0, colon), tag: name.slice(colon + 1) };
}
