import type { Heredoc, Position } from './ast.ts';
import { expandWords } from './expand.ts';
import { withoutEnding } from './logical-line.ts';

/** What `<<EOF` announces, before its body was read. */
export type HeredocStart = Pick<Heredoc, 'name' | 'expand' | 'stripTabs' | 'fileDescriptor'>;

const operator = /^(\d*)<<(-?)[\t\n\f\r ]*([^<]*)$/;
const nothingSet = (): undefined => undefined;

/**
 * Reads one word as the start of a here-document: `<<EOF`, `<<-EOF`, `3<<'EOF'`.
 * @returns undefined where it is none, `"<<EOF"` for instance.
 */
export function readHeredocStart(word: string): HeredocStart | undefined {
  const match = operator.exec(word);
  if (match === null) return undefined;
  const [, descriptor = '', dash = '', delimiter = ''] = match;
  const plain = expandWords(delimiter, nothingSet, { keepUndefined: true });
  const quoted = expandWords(delimiter, nothingSet, { keepUndefined: true, keepQuotes: true });
  if (plain.error !== undefined || quoted.error !== undefined) return undefined;
  const [name] = plain.words;
  const [written] = quoted.words;
  if (name === undefined || written === undefined || plain.words.length !== 1) return undefined;
  return {
    name,
    // The builder compares the numbers of quotes: `eo\'f` has none that quote.
    expand: countQuotes(name) === countQuotes(written),
    stripTabs: dash === '-',
    fileDescriptor: Number(descriptor),
  };
}

function countQuotes(text: string): number {
  return text.replace(/[^'"]/g, '').length;
}

/** The here-documents that an instruction's line announces, in order; none where its quotes do not match. */
export function readHeredocStarts(line: string): readonly HeredocStart[] {
  if (!line.includes('<<')) return [];
  const split = expandWords(line, nothingSet, {
    keepQuotes: true,
    keepEscapes: true,
    keepUndefined: true,
  });
  if (split.error !== undefined) return [];
  return split.words.map(readHeredocStart).filter((start) => start !== undefined);
}

/**
 * Reads a body up to the line that is its name and nothing else.
 * @param first index of the body's first line.
 * @returns the index after the terminator, or `undefined` where there is none.
 */
export function readHeredocBody(
  lines: readonly string[],
  first: number,
  start: HeredocStart,
): { readonly heredoc: Heredoc; readonly nextLine: number; readonly terminated: boolean } {
  const body: string[] = [];
  let index = first;
  let terminated = false;
  for (; index < lines.length && !terminated; index += 1) {
    const line = lines[index] ?? '';
    const bare = withoutEnding(line);
    terminated = (start.stripTabs ? withoutTabs(bare) : bare) === start.name;
    if (!terminated) body.push(start.stripTabs ? withoutTabs(line) : line);
  }
  const end: Position =
    body.length === 0
      ? { line: first + 1, column: 1 }
      : {
          line: first + body.length,
          column: withoutEnding(lines[first + body.length - 1] ?? '').length + 1,
        };
  const range = { start: { line: first + 1, column: 1 }, end };
  return { heredoc: { ...start, body: body.join(''), range }, nextLine: index, terminated };
}

function withoutTabs(line: string): string {
  let start = 0;
  while (line[start] === '\t') start += 1;
  return start === 0 ? line : line.slice(start);
}
