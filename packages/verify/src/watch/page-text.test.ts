import { expect, test } from 'vitest';
import { createPen } from '@kit/terminal';
import { pageText } from './page-text.ts';

const pen = createPen({ color: false, unicode: true, width: 50 });
const shown = (page: string) => `\n${pageText(page, pen).join('\n')}\n`;

test('headings, paragraphs that are wrapped, links to the web with their address', () => {
  const page = `# Expose the \`port\`

The *server* listens on port **8000**. Write that
down in [the file](../05/step.md), as [Docker](https://docs.docker.com) says, or <https://x.org>.
`;
  expect(shown(page)).toBe(`
  Expose the \`port\`

  The server listens on port 8000. Write that down
  in the file, as Docker (https://docs.docker.com)
  says, or https://x.org.
`);
});

test('code as it stands, whatever is in it', () => {
  expect(shown('```dockerfile\n# a comment\nRUN  a   \\\n  && b <c> "&"\n```')).toBe(`
      # a comment
      RUN  a   \\
        && b <c> "&"
`);
});

test('lists, with and without numbers', () => {
  expect(shown('- `one` and a line\n  that goes on\n- two\n\n3. three\n4. four')).toBe(`
  - \`one\` and a line that goes on
  - two

  3. three
  4. four
`);
});

test('what steers a terminal is harmless', () => {
  const lines = pageText('a\u001b[2Jb\n\n```\n\u009b31m\u202e\n```\n', pen).join('\n');
  expect(lines).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
});
