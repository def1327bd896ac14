import type { Diagnostic } from '@kit/checker';

/** One line of a Dockerfile, as the learner wrote it: untrusted, and of any length. */
export interface SourceLine {
  /** Counts from 1. */
  readonly number: number;
  readonly text: string;
  /** Something is to be mended on it; the others are there to find one's way. */
  readonly isWrong: boolean;
}

/** Longer places (here-documents, a `RUN` of many lines) are cut. */
const mostLines = 6;

/** The lines that a diagnostic is about, with the one before and the one behind. */
export function excerptOf(
  source: string | undefined,
  range: Diagnostic['range'],
): readonly SourceLine[] {
  if (source === undefined || range === undefined) return [];
  const { start, end } = range;
  const all = source.replace(/\r?\n$/, '').split(/\r?\n/);
  const from = Math.max(1, start.line - 1);
  return all
    .slice(from - 1, Math.min(end.line + 1, from + mostLines - 1))
    .map((text, index) => ({ number: from + index, text }))
    .map((line) => ({
      ...line,
      isWrong: line.number >= start.line && line.number <= end.line,
    }));
}
