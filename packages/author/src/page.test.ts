import { expect, test } from 'vitest';
import { dockerfileFences, headings, relativeLinks } from './page.ts';

const page = `# Title

See [one](../one/step.md), [two](two.md#part "Two") and [Docker](https://docs.docker.com).

\`\`\`dockerfile
# a comment
FROM python:3-alpine
\`\`\`

## More

\`\`\`sh
# ls
\`\`\`
`;

test('headings of a level, comments in code left out', () => {
  expect(headings(page, 1)).toEqual(['Title']);
  expect(headings(page, 2)).toEqual(['More']);
});

test('the code blocks of Dockerfile lines', () => {
  expect(dockerfileFences(page)).toEqual(['# a comment\nFROM python:3-alpine\n']);
});

test('links within the repository', () => {
  expect(relativeLinks(page)).toEqual(['../one/step.md', 'two.md']);
});
