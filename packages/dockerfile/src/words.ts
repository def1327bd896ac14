import type { Flag, Word } from './ast.ts';
import { isBlank, isSpace, skipSpaces } from './characters.ts';
import type { LogicalLine } from './logical-line.ts';
import { rangeOf, wordOf } from './logical-line.ts';

/** Part of a logical line's text, from `start` up to `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Words between blanks; quotes mean nothing here (`COPY "a b" c` has three). */
export function splitAtBlanks(line: LogicalLine, { start, end }: Span): readonly Word[] {
  const words: Word[] = [];
  let from = start;
  for (let index = start; index <= end; index += 1) {
    if (index < end && !isBlank(line.text.charCodeAt(index))) continue;
    if (index > from) words.push(wordOf(line, from, index));
    from = index + 1;
  }
  return words;
}

/**
 * Words of ARG, ENV and LABEL: parted by spaces outside quotes that are not
 * escaped. Quotes and escapes stay in them; only a last, lone escape
 * character is dropped.
 */
export function splitOutsideQuotes(
  line: LogicalLine,
  { start, end }: Span,
  escapeCharacter: string,
): readonly Span[] {
  const { text } = line;
  const spans: Span[] = [];
  let index = skipSpaces(text, start, end);
  while (index < end) {
    const from = index;
    let quote = '';
    let until = end;
    for (; index < end; index += 1) {
      const character = text[index] ?? '';
      if (quote === '' && isSpace(text.charCodeAt(index))) {
        until = index;
        break;
      }
      if (character === quote) quote = '';
      else if (quote === '' && (character === '"' || character === "'")) quote = character;
      if (character === escapeCharacter && quote !== "'") {
        index += 1;
        if (index >= end) until = end - 1;
      }
    }
    if (until > from) spans.push({ start: from, end: until });
    index = skipSpaces(text, index, end);
  }
  return spans;
}

/**
 * The `--flags` before an instruction's arguments, quotes and escapes removed;
 * `--` alone ends them.
 * @returns `rest` the index at which the arguments start.
 */
export function readFlags(
  line: LogicalLine,
  { start, end }: Span,
  escapeCharacter: string,
): { readonly flags: readonly Flag[]; readonly rest: number } {
  const { text } = line;
  const flags: Flag[] = [];
  let index = skipSpaces(text, start, end);
  while (text.startsWith('--', index) && index + 1 < end) {
    const from = index;
    let quote = '';
    let word = '';
    for (; index < end; index += 1) {
      let character = text[index] ?? '';
      if (quote === '' && isSpace(text.charCodeAt(index))) break;
      if (quote === '' && (character === '"' || character === "'")) quote = character;
      else if (character === quote) quote = '';
      else {
        if (character === escapeCharacter) {
          index += 1;
          if (index >= end) break;
          character = text[index] ?? '';
        }
        word += character;
      }
    }
    index = Math.min(index, end);
    if (word === '--') return { flags, rest: index };
    const equals = word.indexOf('=');
    const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
    const value = equals < 0 ? {} : { value: word.slice(equals + 1) };
    flags.push({ name, ...value, range: rangeOf(line, from, index) });
    index = skipSpaces(text, index, end);
  }
  return { flags, rest: index };
}
