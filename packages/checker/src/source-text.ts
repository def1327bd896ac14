import type { Dockerfile, Range } from '@kit/dockerfile';

/** Split once: a file of many lines can have as many faults, each of which shows a line. */
const split = new WeakMap<Dockerfile, readonly string[]>();

/** The lines of a Dockerfile, without their ends; line 1 is at index 0. */
export function linesOf(dockerfile: Dockerfile): readonly string[] {
  const known = split.get(dockerfile);
  if (known !== undefined) return known;
  const lines = dockerfile.text.split(/\r?\n/);
  split.set(dockerfile, lines);
  return lines;
}

/** A whole line from its first character to its last that is no space. */
export function rangeOfLine(lines: readonly string[], line: number): Range {
  const text = lines[line - 1] ?? '';
  return {
    start: { line, column: text.length - text.trimStart().length + 1 },
    end: { line, column: text.trimEnd().length + 1 },
  };
}

/** What stands at a range, as written; of several lines the first. */
export function textAt(dockerfile: Dockerfile, { start, end }: Range): string {
  const text = linesOf(dockerfile)[start.line - 1] ?? '';
  return text.slice(start.column - 1, end.line === start.line ? end.column - 1 : undefined);
}

/** Where a word stands in a range; the whole range where it stands there twice or in other letters. */
export function rangeOfWord(dockerfile: Dockerfile, within: Range, word: string): Range {
  const found: Range[] = [];
  for (let line = within.start.line; line <= within.end.line; line++) {
    const text = linesOf(dockerfile)[line - 1] ?? '';
    const from = line === within.start.line ? within.start.column - 1 : 0;
    const end = line === within.end.line ? within.end.column - 1 : text.length;
    if (word === '') break;
    for (
      let at = text.indexOf(word, from);
      at !== -1 && at < end;
      at = text.indexOf(word, at + 1)
    ) {
      const neighbours = `${text[at - 1] ?? ' '}${text[at + word.length] ?? ' '}`;
      if (/[\w./-]/.test(neighbours)) continue;
      found.push({
        start: { line, column: at + 1 },
        end: { line, column: at + 1 + word.length },
      });
    }
  }
  const [only] = found;
  return found.length === 1 && only !== undefined ? only : within;
}
