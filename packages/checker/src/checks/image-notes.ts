import type { StoredImage, TagEvidence } from '../evidence.ts';
import { list, plain, quote } from '../plain-text.ts';

// What the learner can see of an image that is as it should be: the words that
// `docker images` shows.

/** @param before the image, where it was there before the kit built it. */
export function noteOfBuild(before: StoredImage | 'none'): string {
  if (before === 'none') {
    return 'Built here only to judge it, and removed again. Do it yourself: `docker build .`';
  }
  const id = quote(shortId(before.imageId));
  const names = before.names.map((name) => quote(name));
  if (names.length > 0)
    return `In \`docker images\` it has the id ${id} and the name${names.length === 1 ? '' : 's'} ${list(names)}.`;
  return `In \`docker images --all\` it has the id ${id} and no name, only \`<none>\` (newer Docker: \`<untagged>\`).`;
}

/**
 * @param tag one that is current.
 * @param tags what is known of all that were asked for so far.
 */
export function noteOfTag(tag: string, tags: ReadonlyMap<string, TagEvidence>): string {
  const found = tags.get(tag);
  if (found?.kind !== 'current') return '';
  const [name = '', own = ''] = tag.split(':');
  const id = shortId(found.imageId);
  for (const [other, also] of tags) {
    if (other === tag || also.kind !== 'current' || !other.startsWith(`${name}:`)) continue;
    const both = `${quote(other)} and ${quote(tag)}`;
    const command = `\`docker images ${name}\``;
    if (also.imageId === found.imageId) {
      return `${both} are two names of one image: ${command} shows the id ${quote(id)} on both lines.`;
    }
    const ids = `${quote(shortId(also.imageId))} and ${quote(id)}`;
    return also.layers.join() === found.layers.join()
      ? `${both} have the same layers, stored once. ${command} shows two ids, ${ids}: your engine keeps a record of each build beside the image.`
      : `${both} are two builds of the same Dockerfile: ${command} shows two ids, ${ids}. Where the second finds the layers of the first in its cache, one image gets both names.`;
  }
  return `\`docker images ${name}\` shows it: repository ${quote(name)}, tag ${quote(own)}, id ${quote(id)}.`;
}

/** As `docker images` shows it. */
function shortId(imageId: string): string {
  return plain(imageId, 80)
    .replace(/^sha256:/, '')
    .slice(0, 12);
}
