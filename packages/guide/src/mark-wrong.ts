import type { Diagnostic } from '@kit/checker';
import type { Token } from './highlight.ts';

export type ShownLine = readonly ShownToken[];

export interface ShownToken extends Token {
  /** Something is to be mended just here. */
  readonly isWrong?: true;
}

/**
 * Marks the places of diagnostics in a file's lines, to the column; where a
 * place is before or behind all that a line has, its last character.
 */
export function markWrong(
  lines: readonly ShownLine[],
  diagnostics: readonly Diagnostic[],
): readonly ShownLine[] {
  const marked = [...lines];
  for (const { range } of diagnostics) {
    if (range === undefined) continue;
    const { start, end } = range;
    for (let number = start.line; number <= Math.min(end.line, lines.length); number += 1) {
      const line = marked[number - 1] ?? [];
      const from = number === start.line ? start.column - 1 : indentOf(line);
      const to = number === end.line ? end.column - 1 : Infinity;
      // A range that ends at the start of a line has nothing in it.
      if (to > from || start.line === end.line) marked[number - 1] = markColumns(line, from, to);
    }
  }
  return marked;
}

/** @param from counts from 0, as `to`, the first one that is not marked. */
function markColumns(line: ShownLine, from: number, to: number): ShownLine {
  const length = line.reduce((sum, { text }) => sum + text.length, 0);
  const first = Math.max(0, Math.min(from, length - 1));
  const after = Math.max(to, first + 1);
  let column = 0;
  return line.flatMap((token) => {
    const begin = column;
    column += token.text.length;
    const [one, other] = [clamp(first - begin, token), clamp(after - begin, token)];
    return [
      { ...token, text: token.text.slice(0, one) },
      { ...token, text: token.text.slice(one, other), isWrong: true as const },
      { ...token, text: token.text.slice(other) },
    ].filter(({ text }) => text !== '');
  });
}

function clamp(column: number, { text }: Token): number {
  return Math.max(0, Math.min(column, text.length));
}

function indentOf(line: ShownLine): number {
  return /^\s*/.exec(line.map(({ text }) => text).join(''))?.[0].length ?? 0;
}
