import { stripVTControlCharacters } from 'node:util';

// Control characters, and those that turn or hide the text around them.
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/**
 * A stranger's text made safe to show on one line: no terminal sequences, no
 * control or direction characters, at most `limit` UTF-16 code units.
 */
export function plain(text: string, limit = 120): string {
  // A hostile text is cut before the work on it, not after.
  const clean = stripVTControlCharacters(text.slice(0, limit * 8))
    .replace(unprintable, ' ')
    .trim();
  return clean.length <= limit ? clean : `${clean.slice(0, limit - 1)}…`;
}

/** `plain` between backticks, as Docker's own words and the learner's stand in messages. */
export function quote(text: string, limit?: number): string {
  return `\`${plain(text, limit)}\``;
}

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${conjunction} ${items.at(-1) ?? ''}`;
}
