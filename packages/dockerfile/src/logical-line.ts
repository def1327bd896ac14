import type { Position, Range, Word } from './ast.ts';
import { skipSpaces } from './characters.ts';

/** An instruction's lines joined into one, each piece with the place it came from. */
export interface LogicalLine {
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** Index of the source line after its last one. */
  readonly nextLine: number;
  /** Index of the first blank source line inside it. */
  readonly blankLine?: number;
}

interface Piece {
  /** Where it starts in `text`. */
  readonly at: number;
  readonly line: number;
  readonly column: number;
}

/** A source line without its ending, as `bytes.TrimRight(line, "\r\n")` leaves it. */
export function withoutEnding(line: string): string {
  let end = line.length;
  while (end > 0 && (line.charCodeAt(end - 1) === 0x0d || line.charCodeAt(end - 1) === 0x0a))
    end -= 1;
  return end === line.length ? line : line.slice(0, end);
}

export function isComment(line: string): boolean {
  return line[skipSpaces(line, 0)] === '#';
}

/**
 * Joins the source lines that one instruction spans. Comments and blank lines
 * between continued lines are left out; a comment's own trailing escape
 * character continues nothing.
 * @param first index of a line that is neither blank nor a comment.
 */
export function readLogicalLine(
  lines: readonly string[],
  first: number,
  escapeCharacter: string,
): LogicalLine {
  const firstLine = withoutEnding(lines[first] ?? '');
  const indent = skipSpaces(firstLine, 0);
  const head = trimContinuation(firstLine.slice(indent), escapeCharacter);
  const pieces: Piece[] = [{ at: 0, line: first + 1, column: indent + 1 }];
  if (!head.continues) return { text: head.text, pieces, nextLine: first + 1 };

  const texts = [head.text];
  let length = head.text.length;
  let blankLine: number | undefined;
  let index = first + 1;
  for (let continues = true; continues && index < lines.length; index += 1) {
    const line = withoutEnding(lines[index] ?? '');
    if (isComment(line)) continue;
    if (skipSpaces(line, 0) === line.length) {
      blankLine ??= index;
      continue;
    }
    const part = trimContinuation(line, escapeCharacter);
    pieces.push({ at: length, line: index + 1, column: 1 });
    texts.push(part.text);
    length += part.text.length;
    continues = part.continues;
  }
  return {
    text: texts.join(''),
    pieces,
    nextLine: index,
    ...(blankLine !== undefined && { blankLine }),
  };
}

/**
 * An escape character at the end, blanks behind it allowed, continues the line
 * unless another one stands before it.
 */
function trimContinuation(line: string, escape: string): { text: string; continues: boolean } {
  let end = line.length;
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end -= 1;
  const continues = end > 0 && line[end - 1] === escape && line[end - 2] !== escape;
  return continues ? { text: line.slice(0, end - 1), continues } : { text: line, continues };
}

/** Where a character of the joined text stands in the file. */
function positionAt({ pieces }: LogicalLine, index: number): Position {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.at ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  const piece = pieces[low];
  if (piece === undefined) throw new RangeError('a logical line has at least one piece');
  return { line: piece.line, column: piece.column + index - piece.at };
}

/** The range of `text.slice(start, end)`. */
export function rangeOf(line: LogicalLine, start: number, end: number): Range {
  const from = positionAt(line, start);
  if (end <= start) return { start: from, end: from };
  const last = positionAt(line, end - 1);
  return { start: from, end: { line: last.line, column: last.column + 1 } };
}

/** `text.slice(start, end)` as a word. */
export function wordOf(line: LogicalLine, start: number, end: number): Word {
  return { text: line.text.slice(start, end), range: rangeOf(line, start, end) };
}
