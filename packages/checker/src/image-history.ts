import type { HistoryEntry } from './evidence.ts';

/** The first thing in which an image is not what the present instructions make; they count from 0. */
export type ImageDifference =
  /** One instruction in the place of another; `was` is the image's. */
  | { readonly kind: 'changed'; readonly at: number; readonly was: string }
  /** The image was made without it. */
  | { readonly kind: 'added'; readonly at: number }
  /** Only the image has it. */
  | { readonly kind: 'removed'; readonly was: string }
  /** The same COPY or ADD of other content. */
  | { readonly kind: 'content'; readonly at: number }
  | { readonly kind: 'base' }
  /** It is the base image, and nothing was made on it. */
  | { readonly kind: 'base-itself' }
  /** Nothing in it was made by these instructions. */
  | { readonly kind: 'stranger' };

/**
 * Compares two histories of one builder, oldest first.
 * @param present of the image that the present Dockerfile builds.
 * @param own how many of its last entries are the Dockerfile's own instructions.
 * @returns `undefined` where the instructions are the same, on the same base image.
 */
export function firstDifference(
  image: readonly HistoryEntry[],
  present: readonly HistoryEntry[],
  own: number,
): ImageDifference | undefined {
  const base = present.slice(0, present.length - own);
  const wanted = present.slice(base.length).map(({ text }) => text);
  const isOnBase = base.every(
    ({ text, created }, index) => image[index]?.text === text && image[index].created === created,
  );
  if (!isOnBase) {
    const texts = image.map(({ text }) => text);
    const shared = wanted.filter((text) => texts.includes(text));
    return { kind: shared.length * 2 > own ? 'base' : 'stranger' };
  }
  const made = image.slice(base.length).map(({ text }) => text);
  if (made.length === 0) return own === 0 ? undefined : { kind: 'base-itself' };
  return differenceOfTexts(made, wanted);
}

function differenceOfTexts(
  made: readonly string[],
  wanted: readonly string[],
): ImageDifference | undefined {
  let at = 0;
  while (at < made.length && made[at] === wanted[at]) at++;
  const [was, now] = [made[at], wanted[at]];
  if (was === undefined) return now === undefined ? undefined : { kind: 'added', at };
  if (now === undefined) return { kind: 'removed', was };
  if (withoutContent(was) === withoutContent(now)) return { kind: 'content', at };
  if (!wanted.some((text) => made.some((each) => withoutContent(each) === withoutContent(text))))
    return { kind: 'stranger' };
  const [wasAgain, nowAgain] = [wanted.indexOf(was, at), made.indexOf(now, at)];
  if (nowAgain > 0 && wasAgain < 0) return { kind: 'removed', was };
  if (wasAgain > 0 && nowAgain < 0) return { kind: 'added', at };
  return { kind: 'changed', at, was };
}

/** The classic builder writes the checksum of what it copies in the place of the names. */
function withoutContent(text: string): string {
  return text.replace(/^(COPY|ADD) (file|dir|multi):[0-9a-f]{64} in /, '$1 $2 in ');
}
