import { plain } from './plain-text.ts';

/**
 * The last lines of a program's output as evidence: cleaned, cut, blank ones
 * left out, the spaces before them kept as in a traceback.
 * @param log oldest first.
 */
export function lastLines(log: readonly string[], count = 4): readonly string[] {
  return log
    .slice(-50)
    .map((line) => ({ indent: /^ {0,20}/.exec(line)?.[0] ?? '', text: plain(line, 160) }))
    .filter(({ text }) => text !== '')
    .map(({ indent, text }) => indent + text)
    .slice(-count);
}

/** A sentence that shows the lines below it; empty where there are none. */
export function showLines(intro: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${intro}\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
