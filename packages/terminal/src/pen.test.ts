import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainStyle } from './output-stream.ts';
import { createPen } from './pen.ts';

const pen = createPen({ ...plainStyle, width: 40 });

describe('no text is a command to the runner of a GitHub workflow', () => {
  test.each([
    ['::error::x', ['  : :error::x']],
    ['a ##[warning]b', ['  a ## [warning]b']],
    [`${'x'.repeat(36)} ::stop-commands::y`, [`  ${'x'.repeat(36)}`, '  : :stop-commands::y']],
    ['a\n    ::add-mask::b', ['  a', '      : :add-mask::b']],
  ])('%j', (text, lines) => {
    expect(pen.paragraph('  ', text)).toEqual(lines);
  });

  test('whatever is around it', () => {
    const piece = fc.constantFrom(
      '::',
      '##[',
      '#',
      '[',
      ':',
      ' ',
      '\n',
      '\r',
      '\u001b[1m',
      'ab',
      '`',
    );
    const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (text) => {
        for (const line of [...pen.paragraph('', text), pen.oneLine('- ', text)]) {
          expect(line).not.toMatch(/^\s*::|##\[/);
        }
      }),
    );
  });
});
