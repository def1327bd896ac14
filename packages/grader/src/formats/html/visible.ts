import { cut } from '@kit/checker';
import { escapeInvisible } from '@kit/terminal';

/**
 * A line as its learner wrote it: what cannot be seen, or turns what is around it, is told by its
 * number. (Where the very characters do not matter, see `text.ts`.)
 */
export function visibleLine(text: string, limit = 160): string {
  // A hostile text is cut before the work on it, too.
  const escaped = text
    .slice(0, limit + 1)
    .replaceAll('\t', '    ')
    .replace(
      /[\p{Cc}\p{Cs}]/gu,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  return cut(escapeInvisible(escaped), limit);
}
