import { distance } from 'fastest-levenshtein';
import type { TagMeaning } from '../python/image-tag.ts';

// The image's page lists them: Debian releases, slim or not, Alpine.
const debian = '(?:stretch|buster|bullseye|bookworm|trixie)';
const variant = `(?:alpine(?:\\d+\\.\\d+)?|slim|${debian}(?:-slim)?)`;
const versioned = new RegExp(`^(\\d+)(?:\\.\\d+){0,2}(?:-${variant})?$`);
const named = new RegExp(`^([a-z]+)(?:-${variant})?$`);

/** Releases with long support have a name as well. */
const majorOf: Readonly<Record<string, number>> = {
  hydrogen: 18,
  iron: 20,
  jod: 22,
  krypton: 24,
};

/** Reads a tag of the official `node` image; which Node `lts` or no number means changes with time. */
export function readNodeTag(tag: string): TagMeaning {
  const major = versioned.exec(tag)?.[1] ?? majorOf[named.exec(tag)?.[1] ?? ''];
  if (major !== undefined) return { kind: 'version', major: Number(major) };
  if (/^(lts|latest|current)\b/.test(tag) || new RegExp(`^${variant}$`).test(tag)) {
    return { kind: 'unknown' };
  }
  const version = /^\d+(?:\.\d+)*/.exec(tag.replace(/^v/, ''))?.[0];
  const kind = /alpine|slim/.exec(tag)?.[0];
  if (version !== undefined && kind !== undefined) {
    return { kind: 'nearly', tag: `${version}-${kind}` };
  }
  const [nearest] = ['24', '24-alpine', '24-slim', '24-bookworm', 'latest', 'lts', 'alpine']
    .map((candidate) => ({ candidate, steps: distance(tag, candidate) }))
    .filter(({ candidate, steps }) => steps <= Math.min(2, candidate.length - 2))
    .sort((a, b) => a.steps - b.steps);
  return nearest === undefined ? { kind: 'unknown' } : { kind: 'nearly', tag: nearest.candidate };
}
