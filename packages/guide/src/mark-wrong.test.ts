import type { Diagnostic } from '@kit/checker';
import { expect, test } from 'vitest';
import { markWrong } from './mark-wrong.ts';

type Place = readonly [startLine: number, startColumn: number, endLine: number, endColumn: number];

const diagnosticAt = ([startLine, startColumn, endLine, endColumn]: Place): Diagnostic => ({
  check: 'a-check',
  message: '',
  why: '',
  help: '',
  range: {
    start: { line: startLine, column: startColumn },
    end: { line: endLine, column: endColumn },
  },
});

/** Tokens begin at `|`; what is marked comes back between `[` and `]`. */
function marked(text: string, ...places: readonly Place[]): string {
  const lines = text.split('\n').map((line) => line.split('|').map((part) => ({ text: part })));
  return markWrong(lines, places.map(diagnosticAt))
    .map((line) => line.map(({ text, isWrong }) => (isWrong ? `[${text}]` : text)).join(''))
    .join('\n');
}

test.each<readonly [string, string, readonly Place[], string]>([
  ['nothing', 'EXPOSE| 80', [], 'EXPOSE 80'],
  ['one token', 'EXPOSE| |80', [[1, 8, 1, 10]], 'EXPOSE [80]'],
  ['a part of one', 'COPY| ./server.py', [[1, 8, 1, 14]], 'COPY ./[server].py'],
  ['over two', 'EXPOSE| 80', [[1, 6, 1, 9]], 'EXPOS[E][ 8]0'],
  [
    'two on a line',
    'COPY| a| b',
    [
      [1, 6, 1, 7],
      [1, 8, 1, 9],
    ],
    'COPY [a] [b]',
  ],
  [
    'one in another',
    'COPY| abc',
    [
      [1, 1, 1, 9],
      [1, 7, 1, 8],
    ],
    '[COPY][ a][b][c]',
  ],
  [
    'over lines, not their indent',
    'RUN a \\\n  b \\\nc',
    [[1, 5, 3, 2]],
    'RUN [a \\]\n  [b \\]\n[c]',
  ],
  ['up to the start of a line', 'RUN a\nb', [[1, 5, 2, 1]], 'RUN [a]\nb'],
  ['an empty place', 'CMD x', [[1, 5, 1, 5]], 'CMD [x]'],
  ['behind the end', 'CMD', [[1, 4, 1, 4]], 'CM[D]'],
  ['an empty line', 'a\n\nb', [[2, 1, 2, 1]], 'a\n\nb'],
  ['below the end', 'a', [[7, 1, 9, 1]], 'a'],
])('%s', (_, text, places, expected) => {
  expect(marked(text, ...places)).toBe(expected);
});
