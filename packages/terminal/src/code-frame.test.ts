import { expect, test } from 'vitest';
import width from 'fast-string-width';
import { codeFrame } from './code-frame.ts';
import { createPen } from './pen.ts';

const pen = createPen({ color: false, unicode: true, width: 50 });

function frame(source: string, start: [number, number], end: [number, number], ascii = false) {
  const range = {
    start: { line: start[0], column: start[1] },
    end: { line: end[0], column: end[1] },
  };
  const used = ascii ? createPen({ color: false, unicode: false, width: 50 }) : pen;
  const lines = codeFrame(source, range, used);
  for (const line of lines) expect(width(line)).toBeLessThanOrEqual(50);
  return `\n${lines.join('\n')}\n`;
}

const ten = Array.from({ length: 10 }, (_, index) => `LINE ${index + 1}`).join('\n');

test('two lines before, one after, numbers of one width', () => {
  expect(frame(ten, [9, 6], [9, 7])).toBe(`
     7 │ LINE 7
     8 │ LINE 8
  >  9 │ LINE 9
       │      ^
    10 │ LINE 10
`);
});

test('the first and the last line; a line break at the end begins no line', () => {
  expect(frame('FROM x\n', [1, 1], [1, 7])).toBe(`
  > 1 │ FROM x
      │ ^^^^^^
`);
});

test('a place of no width gets one caret, also behind the end', () => {
  expect(frame('FROM', [1, 5], [1, 5])).toBe(`
  > 1 │ FROM
      │     ^
`);
});

test('several lines: all are marked, the first to its end', () => {
  expect(frame('RUN a \\\n  b \\\n  c\nCMD d', [1, 5], [3, 4])).toBe(`
  > 1 │ RUN a \\
      │     ^^^
  > 2 │   b \\
  > 3 │   c
    4 │ CMD d
`);
});

test('many lines: four are marked', () => {
  expect(frame(ten, [2, 1], [9, 2])).toBe(`
    1 │ LINE 1
  > 2 │ LINE 2
      │ ^^^^^^
  > 3 │ LINE 3
  > 4 │ LINE 4
  > 5 │ LINE 5
    6 │ LINE 6
`);
});

test('Windows line ends are not shown', () => {
  expect(frame('FROM x\r\nRUN y\r\n', [2, 5], [2, 6])).toBe(`
    1 │ FROM x
  > 2 │ RUN y
      │     ^
`);
});

test('tabs go to the next stop, wide letters take two columns', () => {
  expect(frame('RUN\techo 你好 x', [1, 10], [1, 12])).toBe(`
  > 1 │ RUN echo 你好 x
      │          ^^^^
`);
});

test('control and direction characters are shown as one character each', () => {
  expect(frame('RUN \u001b[31m\u202ex\u0000', [1, 11], [1, 12])).toBe(`
  > 1 │ RUN �[31m�x�
      │           ^
`);
});

test('in ASCII every letter that it lacks becomes a question mark, columns hold', () => {
  expect(frame('RUN é 你 x', [1, 9], [1, 10], true)).toBe(`
  > 1 | RUN ? ? x
      |         ^
`);
});

test('a long line is cut at the right', () => {
  expect(frame(`RUN ${'x'.repeat(100)}`, [1, 5], [1, 105])).toBe(`
  > 1 │ RUN ${'x'.repeat(37)}…
      │     ${'^'.repeat(38)}
`);
});

test('far to the right in a long line: cut on both sides, with its neighbours', () => {
  const long = `RUN ${'a'.repeat(200)} HERE ${'b'.repeat(200)}`;
  expect(frame(`FROM short\n${long}`, [2, 206], [2, 210])).toBe(`
    1 │ …
  > 2 │ …aaaaaaaaaaaa HERE bbbbbbbbbbbbbbbbbbbbbb…
      │               ^^^^
`);
});

test('a line of a megabyte', () => {
  const long = `RUN ${'a'.repeat(500_000)}!${'b'.repeat(500_000)}`;
  expect(frame(long, [1, 500_005], [1, 500_006])).toBe(`
  > 1 │ …aaaaaaaaaaaaa!bbbbbbbbbbbbbbbbbbbbbbbbbb…
      │               ^
`);
});

test('a range outside of the text does no harm', () => {
  expect(frame('FROM x', [7, 3], [7, 9])).toBe('\n\n');
});

test('no line is a command to the runner of a GitHub workflow', () => {
  expect(frame('# ##[error]x\nFROM x\n', [2, 1], [2, 7])).toBe(
    `
    1 │ # ##\ufffderror]x
  > 2 │ FROM x
    │   ^^^^^^
`.replace('    │   ^', '      │ ^'),
  );
});
