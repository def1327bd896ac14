import fc from 'fast-check';
import { Marked } from 'marked';
import { expect, test } from 'vitest';
import { hostileClass } from './hostile-class.ts';
import { markdown } from './markdown.ts';
import { classes, renderClass } from './render-class.ts';

const marked = new Marked({ gfm: true });

test('as the grader has it', async () => {
  await expect(renderClass(markdown)).toMatchFileSnapshot('__snapshots__/class.md.txt');
});

test.each(Object.entries(classes))('%s: no table without rows', (_, submissions) => {
  expect(renderClass(markdown, { submissions })).not.toMatch(/--- \|\n(?!\|)/);
});

test('any class: no HTML of theirs, no link, as many rows as learners', () => {
  fc.assert(
    fc.property(hostileClass, (report) => {
      const text = renderClass(markdown, report);
      const html = marked.parse(text, { async: false });
      expect(html).not.toMatch(
        /<(?!\/?(?:h[123]|p|strong|code|pre|table|thead|tbody|tr|td|th|blockquote)>)/,
      );
      const [, matrix = ''] = html.split('Who passed what');
      const rows = matrix.split('</table>')[0]?.match(/<tr>/g) ?? [];
      expect(rows).toHaveLength(
        report.submissions.length === 0 ? 0 : report.submissions.length + 1,
      );
      expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
    }),
  );
});
