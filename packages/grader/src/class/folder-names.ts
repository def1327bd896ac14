import { createHash } from 'node:crypto';

const longest = 80;

/**
 * Names for the learners' folders among the reports: letters, digits, `.`, `_`
 * and `-`, safe on every system, and each another one where capitals do not
 * count too. A name that is so already stays; others end in a hash of theirs.
 */
export function folderNamesOf(names: Iterable<string>): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const folders = new Map<string, string>();
  for (const name of [...new Set(names)].toSorted()) {
    const free = candidates(name).find((each) => !taken.has(each.toLowerCase()));
    if (free === undefined) throw new Error('Two different names have the same hash.');
    taken.add(free.toLowerCase());
    folders.set(name, free);
  }
  return folders;
}

/** The best first; a longer hash where somebody chose a name that looks like another's. */
function candidates(name: string): readonly string[] {
  const hash = createHash('sha256').update(Buffer.from(name, 'utf16le')).digest('hex');
  const readable = name
    .slice(0, 1000)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_]+/g, '-')
    .replace(/^-/, '');
  const hashed = [8, 16, 32, 64].map((digits) =>
    [readable.slice(0, longest - 1 - digits).replace(/-$/, ''), hash.slice(0, digits)]
      .filter((part) => part !== '')
      .join('-'),
  );
  return isSafe(name) ? [name, ...hashed] : hashed;
}

/** Windows keeps some names for devices, whatever comes after a full stop, and cuts one at the end. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

function isSafe(name: string): boolean {
  return (
    /^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(name) &&
    name.length <= longest &&
    !name.endsWith('.') &&
    !reserved.test(name)
  );
}
