import { stripVTControlCharacters } from 'node:util';

const control = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
// Characters that have no shape, or turn the text around them: what is wrong
// with a word may be just that such a one is in it.
const invisible = /[\p{Cf}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}]+/gu;

/**
 * A stranger's text made safe to show on one line: no terminal sequences, no
 * control or direction characters, U+FFFD in the place of invisible ones; at
 * most `limit` UTF-16 code units.
 */
export function plain(text: string, limit = 120): string {
  // A hostile text is cut before the work on it, not after.
  const clean = stripVTControlCharacters(text.slice(0, limit * 8))
    .replace(control, ' ')
    .replace(invisible, '\ufffd')
    .trim();
  return cut(clean, limit);
}

const lineBreak = /\r\n?|[\u0085\u2028\u2029]/g;
const controlWithin = /[^\P{Cc}\n]/gu;

/**
 * `plain` for several lines: they keep their breaks, as line feeds, and their indentation. What is
 * left is valid in XML 1.0 and UTF-8; at most `limit` UTF-16 code units.
 */
export function plainLines(text: string, limit = 4000): string {
  const clean = stripVTControlCharacters(text.slice(0, limit * 8).replace(lineBreak, '\n'))
    .replace(controlWithin, ' ')
    .replace(invisible, '\ufffd')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+/, '')
    .trimEnd();
  return cut(clean, limit);
}

/** At most `limit` UTF-16 code units; no character is cut in two. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
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
