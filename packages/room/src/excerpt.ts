import { plain } from '@kit/checker';

/** One line of a Dockerfile that its learner offers; untrusted, made plain. */
export interface SourceLine {
  readonly number: number;
  readonly text: string;
  readonly isWrong: boolean;
}

const mostLines = 6;

/** The lines that a problem is about, with the one before and the one behind. */
export function excerptOf(
  dockerfile: string | undefined,
  lines: readonly [number, number] | undefined,
): readonly SourceLine[] {
  if (dockerfile === undefined || lines === undefined) return [];
  const [first, last] = lines;
  const from = Math.max(1, first - 1);
  return dockerfile
    .split(/\r?\n/)
    .slice(from - 1, Math.min(last + 1, from + mostLines - 1))
    .map((text, index) => {
      const number = from + index;
      return { number, text: plain(text, 160), isWrong: number >= first && number <= last };
    });
}
