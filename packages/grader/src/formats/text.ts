import { stripVTControlCharacters } from 'node:util';
import { cut, plain } from '@kit/checker';

/** Strangers' texts made safe for any format; each escapes for its own place besides. */

const lineBreak = /\r\n?|[\u0085\u2028\u2029]/g;
const control = /[^\P{Cc}\n]/gu;
const invisible = /[\p{Cf}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}]/gu;

/**
 * `plain` for several lines: they keep their breaks, as line feeds, and their indentation. What is
 * left is valid in XML 1.0 and UTF-8; at most `limit` UTF-16 code units.
 */
export function plainLines(text: string, limit = 4000): string {
  // A hostile text is cut before the work on it, not after.
  const clean = stripVTControlCharacters(text.slice(0, limit * 8).replace(lineBreak, '\n'))
    .replace(control, ' ')
    .replace(invisible, '\ufffd')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+/, '')
    .trimEnd();
  return cut(clean, limit);
}

/** A learner's name on one line; never empty. */
export function shownName({ name }: { readonly name: string }): string {
  return plain(name) || '(no name)';
}
