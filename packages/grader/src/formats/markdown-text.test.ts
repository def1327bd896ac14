import fc from 'fast-check';
import { Marked } from 'marked';
import { expect, test } from 'vitest';
import { plain } from '@kit/checker';
import { hostileText } from './hostile-class.ts';
import { markdown, markdownBlocks, markdownCode, markdownName } from './markdown-text.ts';

const marked = new Marked({ gfm: true });
const html = (text: string) => marked.parse(text, { async: false }).trim();

test.each([
  ['`EXPOSE 8000` stands in a comment.', '`EXPOSE 8000` stands in a comment.'],
  ['<b>bold</b> & *more*', String.raw`&lt;b&gt;bold&lt;/b&gt; &amp; \*more\*`],
  ['[x](javascript:alert(1))', String.raw`\[x\](javascript:alert(1))`],
  ['a | b', 'a &#124; b'],
  ['`a | b`', '<code>a &#124; b</code>'],
  ['# title', String.raw`\# title`],
  ['- item', String.raw`\- item`],
  ['1. item', String.raw`1\. item`],
  ['one ` tick', 'one \\` tick'],
  ['two\nlines', 'two lines'],
  ['see https://evil.test', 'see https:&#47;&#47;evil.test'],
])('%j is shown by %j', (text, shown) => {
  expect(markdown(text)).toBe(shown);
});

test.each([
  ['Ada Lovelace', 'Ada Lovelace'],
  ["Zoë O'Neil-Smith", "Zoë O'Neil-Smith"],
  ['ada_l', '`ada_l`'],
  ['www.evil.test', '`www.evil.test`'],
  ['<script>', '`<script>`'],
  ['a`b', "`a'b`"],
])('the name %j is shown by %j', (name, shown) => {
  expect(markdownName(name)).toBe(shown);
});

test('a log keeps its lines, and cannot end the block', () => {
  expect(markdownBlocks('The last lines:\n    one\n      ```\n    <b>')).toEqual([
    'The last lines:',
    '',
    '````',
    '    one',
    '      ```',
    '    <b>',
    '````',
  ]);
});

const inWords = (shown: string) =>
  shown
    .replace(/<\/?(?:p|code|strong|table|thead|tbody|tr|td|th)>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&');

test('any text: nothing but that text is shown', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const shown = html(`**Why** ${markdown(text)}`);
      expect(shown).not.toMatch(/<(?!\/?(?:p|code|strong)>)/);
      const squeezed = (words: string) => words.replaceAll(/[`\s]/g, '');
      expect(squeezed(inWords(shown))).toBe(squeezed(`Why ${plain(text, 2000)}`));
    }),
    { numRuns: 1000 },
  );
});

test('any two texts in a table: two cells', () => {
  fc.assert(
    fc.property(hostileText, hostileText, (one, other) => {
      const shown = html(
        `| a | b |\n| --- | --- |\n| ${markdown(one)} | ${markdownName(other)} |\n`,
      );
      expect(shown.match(/<td>/g)).toHaveLength(2);
      expect(shown).not.toMatch(/<(?!\/?(?:table|thead|tbody|tr|td|th|code)>)/);
    }),
    { numRuns: 1000 },
  );
});

test('any lines: one block of code', () => {
  fc.assert(
    fc.property(fc.array(hostileText), (texts) => {
      const lines = texts.map((text) => plain(text));
      expect(html(markdownCode(lines).join('\n'))).not.toMatch(/<(?!\/?(?:pre|code)>)/);
    }),
  );
});
