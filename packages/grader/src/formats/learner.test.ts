import fc from 'fast-check';
import { Marked } from 'marked';
import { expect, test } from 'vitest';
import { learner } from './learner.ts';
import { hostileLearner, renderLearner } from './render-learner.ts';
import { sampleGrades } from './samples.ts';

const marked = new Marked({ gfm: true });

test.each(Object.entries(sampleGrades))('%s, as the learner has it', async (kind, grade) => {
  await expect(renderLearner(learner, grade)).toMatchFileSnapshot(
    `__snapshots__/learner/${kind}.md.txt`,
  );
});

test('good habits, once everything passed', () => {
  const advice = [
    { check: 'own-user', message: 'The app runs as `root`.', why: '', help: 'Add `USER nobody`.' },
  ];
  const withAdvice = (grade: typeof sampleGrades.passed) =>
    renderLearner(learner, { ...grade, report: { ...grade.report, advice } });
  expect(withAdvice(sampleGrades.passed)).toContain(
    '## Good habits\n\nThey change no points.\n\n- The app runs as `root`. Add `USER nobody`.\n',
  );
  expect(withAdvice(sampleGrades.late)).not.toContain('Good habits');
});

test('any learner: no HTML of theirs, no link but to documentation', () => {
  fc.assert(
    fc.property(hostileLearner, (grade) => {
      const text = renderLearner(learner, grade);
      const html = marked.parse(text, { async: false });
      const tags = [...html.matchAll(/<(\w+)[^>]*>/g)].map(([tag, name]) => [tag, name] as const);
      for (const [tag, name] of tags) {
        if (name === 'a') expect(tag).toMatch(/^<a href="https:\/\/[^"]*">$/);
        else expect(name).toMatch(/^(h[12]|p|strong|code|pre|table|thead|tbody|tr|td|th)$/);
      }
      expect(text.isWellFormed()).toBe(true);
      expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
    }),
  );
});
