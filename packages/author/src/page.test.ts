import { expect, test } from 'vitest';
import { anchorsOf, codeWords, fences, headings, htmlIn, relativeLinks } from './page.ts';

const page = `# Title

See [one](../one/step.md), [two](two.md#part "Two"), ![a picture](picture.png),
[Docker](https://docs.docker.com), and \`[no link](x.md)\`. <b>Bold</b>

\`\`\`dockerfile
# a comment
FROM python:3-alpine
\`\`\`

## More of \`FROM\`, and why

\`\`\`sh
# ls apps/a
\`\`\`

[three]: three.md

Also [three].
`;

test('headings of a level, comments in code left out', () => {
  expect(headings(page, 1)).toEqual(['Title']);
  expect(headings(page, 2)).toEqual(['More of `FROM`, and why']);
});

test('what a link can name after the number sign', () => {
  expect(anchorsOf(page)).toEqual(['title', 'more-of-from-and-why']);
});

test('the code blocks of a language', () => {
  expect(fences(page, 'dockerfile')).toEqual(['# a comment\nFROM python:3-alpine\n']);
});

test('links and images within the repository, none in code', () => {
  expect(relativeLinks(page)).toEqual([
    { text: 'one', href: '../one/step.md' },
    { text: 'two', href: 'two.md#part' },
    { text: 'a picture', href: 'picture.png' },
    { text: 'three', href: 'three.md' },
  ]);
});

test('the words of code', () => {
  expect(codeWords(page)).toEqual(
    '[no link](x.md) # a comment FROM python:3-alpine FROM # ls apps/a'.split(' '),
  );
});

test('HTML', () => {
  expect(htmlIn(page)).toEqual(['<b>', '</b>']);
});
