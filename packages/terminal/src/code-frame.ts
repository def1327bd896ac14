import width from 'fast-string-width';
import type { Range } from '@kit/dockerfile';
import type { Pen } from './pen.ts';

/** How many lines around those that are meant. */
const usual = { before: 2, after: 1 };
const maximumMarked = 4;
const tabStop = 4;

/**
 * The lines around a range, numbered, with carets below the text that is
 * meant. Lines wider than the place are cut around that text. Control
 * characters are shown as one replacement character each, so that columns hold.
 * @param source text of the file; its lines end with LF or CRLF.
 */
export function codeFrame(
  source: string,
  range: Range,
  pen: Pen,
  around = usual,
): readonly string[] {
  const lines = source.split(/\r?\n/);
  const { line: first, column } = range.start;
  const lastMarked = Math.min(range.end.line, first + maximumMarked - 1, lines.length);
  const from = Math.max(1, first - around.before);
  const to = Math.min(lines.length, lastMarked + around.after);
  const gutter = String(to).length;
  const room = pen.width - gutter - 7;
  const marked = lines[first - 1] ?? '';
  const endColumn = range.end.line === first ? range.end.column : marked.length + 1;
  const window = windowAround(marked, column, room);

  const frame: string[] = [];
  for (let number = from; number <= to; number += 1) {
    const text = lines[number - 1] ?? '';
    if (number === to && text === '' && number > lastMarked) continue;
    const isMarked = number >= first && number <= lastMarked;
    const margin = `  ${isMarked ? '>' : ' '} ${String(number).padStart(gutter)} ${pen.symbols.bar} `;
    // As in `pen.clean`, which sees one character at a time here; the columns must hold.
    const shown = cut(text, window, room, pen).text.replaceAll('##[', `##${pen.symbols.unknown}`);
    frame.push((pen.paint(isMarked ? 'red' : 'dim', margin) + shown).trimEnd());
    if (number !== first) continue;
    const blank = pen.paint('dim', `    ${' '.repeat(gutter)} ${pen.symbols.bar} `);
    const start = cut(text.slice(0, column - 1), window, room, pen).columns;
    const end = cut(text.slice(0, endColumn - 1), window, room, pen).columns;
    const carets = '^'.repeat(Math.max(1, Math.min(end, room) - start));
    frame.push(blank + ' '.repeat(start) + pen.paint('red', carets));
  }
  return frame;
}

/** First code unit of every line to show, so that the column is within the room. */
function windowAround(line: string, column: number, room: number): number {
  const before = line.slice(Math.max(0, column - 1 - room * 2), column - 1);
  const wide = displayWidth(before);
  if (displayWidth(line.slice(0, room * 2)) <= room || wide < room * 0.75) return 0;
  return Math.max(0, column - 1 - Math.floor(room / 3));
}

/** A line from `start` on, as far as there is room, and the columns it takes. */
function cut(
  line: string,
  start: number,
  room: number,
  pen: Pen,
): { readonly text: string; readonly columns: number } {
  let text = start > 0 ? pen.symbols.cut : '';
  let columns = text.length;
  // Every character takes at most two code units; what is further right cannot be seen.
  for (const character of line.slice(start + text.length, start + room * 2 + 2)) {
    const shown = show(character, columns, pen);
    const next = columns + width(shown);
    if (next > room) return { text: cutAt(text, room - 1) + pen.symbols.cut, columns: room };
    text += shown;
    columns = next;
  }
  return { text, columns };
}

function cutAt(text: string, columns: number): string {
  let end = text;
  while (width(end) > columns) end = [...end].slice(0, -1).join('');
  return end + ' '.repeat(columns - width(end));
}

function displayWidth(text: string): number {
  return [...text].reduce(
    (sum, character) => sum + (character === '\t' ? tabStop : width(character)),
    0,
  );
}

function show(character: string, columns: number, pen: Pen): string {
  if (character === '\t') return ' '.repeat(tabStop - (columns % tabStop));
  const clean = pen.clean(character);
  return width(clean) === width(character) ? clean : pen.symbols.unknown;
}
