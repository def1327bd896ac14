import fc from 'fast-check';
import { Marked } from 'marked';
import { describe, expect, test } from 'vitest';
import { githubSummary } from './github-summary.ts';
import { hostileClass } from './hostile-class.ts';
import { classes, renderClass } from './render-class.ts';
import { sampleClass, sampleGrades } from './samples.ts';

const marked = new Marked({ gfm: true });

describe('as GitHub shows it: no HTML and no link of anybody’s', () => {
  const strangers = /<(?!\/?(?:h[123]|p|strong|code|pre|table|thead|tbody|tr|td|th|blockquote)>)/;

  test.each(Object.entries(classes))('%s', (_, submissions) => {
    const text = renderClass(githubSummary, { submissions });
    expect(marked.parse(text, { async: false })).not.toMatch(strangers);
  });

  test('anybody', () => {
    fc.assert(
      fc.property(hostileClass, (report) => {
        const text = renderClass(githubSummary, report);
        expect(marked.parse(text, { async: false })).not.toMatch(strangers);
        expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}|\p{Cs}/u);
      }),
    );
  });
});

test('of hidden steps there is nothing, and who failed no other has passed', () => {
  const text = renderClass(githubSummary, { submissions: [sampleGrades.hidden] });
  expect(text).not.toMatch(/hidden\)|secrets|TOKEN/i);
  expect(text).toContain('| dora | ✔ passed | 9 of 9 |');
  expect(text).toContain('\nHidden steps are not counted here.\n');
});

test('where nothing is hidden, it says nothing of it', () => {
  const steps = sampleClass.steps.filter((step) => !step.hidden);
  expect(renderClass(githubSummary, { steps })).not.toContain('idden');
});

test('a page that is too long ends with a row, and says so', () => {
  const name = '|'.repeat(80);
  const submissions = Array.from({ length: 9000 }, () => ({ ...sampleGrades.late, name }));
  const text = renderClass(githubSummary, { submissions });
  expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
  expect(text).toMatch(
    / \|\n\nGitHub takes no longer page than this one; the whole class is in the report\.\n$/,
  );
});

test('to be read', async () => {
  await expect(renderClass(githubSummary)).toMatchFileSnapshot(
    '__snapshots__/github-summary.md.txt',
  );
});
