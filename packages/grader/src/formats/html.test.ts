import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClassReport, SubmissionGrade } from '../class-report.ts';
import { hostileClass } from './hostile-class.ts';
import { html } from './html.ts';
import { classes, renderClass } from './render-class.ts';
import { sampleClass, sampleGrades } from './samples.ts';

const render = (report: Partial<ClassReport> = {}) => renderClass(html, report);
const megabyte = 1_000_000;

/** As many as a big course has, of one kind or of all in turn. */
function classOf(kinds: readonly SubmissionGrade[], count = 300): Partial<ClassReport> {
  const submissions = Array.from({ length: count }, (_, index) => {
    const grade = kinds[index % kinds.length] ?? sampleGrades.passed;
    return { ...grade, folder: `learner-${index}` };
  });
  return { submissions };
}

test('is one file that loads no other', () => {
  const text = render();
  expect(text.startsWith('<!DOCTYPE html>\n<html lang="en">')).toBe(true);
  expect(text.endsWith('</html>\n')).toBe(true);
  expect(
    /<(link|img|iframe|object|embed|base)\b|<[a-z][^>]* src=|@import|url\(/.exec(text),
  ).toBeNull();
  expect(text.match(/<script/g)).toHaveLength(1);
});

test.each(Object.entries(classes))('a class of %s is a page', (_, submissions) => {
  expect(render({ submissions })).toContain(`<dt>learners</dt><dd>${submissions.length}</dd>`);
});

test('whatever learners write, it is text, and can be seen', () => {
  const ours = new Set(namesOf(render()));
  fc.assert(
    fc.property(hostileClass, (report) => {
      const text = render(report);
      expect(text.isWellFormed()).toBe(true);
      expect(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.exec(text)).toBeNull();
      expect(namesOf(text).filter((name) => !ours.has(name))).toEqual([]);
      expect(text.match(/<script/g)).toHaveLength(1);
    }),
    { numRuns: 50 },
  );
});

/** Of elements and their attributes. */
function namesOf(text: string): readonly string[] {
  const body = text.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '');
  return [...body.matchAll(/<[^>]*/g)].flatMap(([tag]) => tag.replace(/="[^"]*"/g, '').split(' '));
}

test('says of hidden steps that they are', () => {
  const open = { steps: sampleClass.steps.filter((step) => !step.hidden) };
  expect(render()).toContain('and it has 1 step hidden from the learners.');
  expect(render(open)).not.toMatch(/hidden from|Keep secrets out/);
});

test('a learner whose report lacks steps', () => {
  const { passed } = sampleGrades;
  const report = { ...passed.report, steps: passed.report.steps.slice(0, 2) };
  const text = render({ submissions: [{ ...passed, report }] });
  expect(text.match(/aria-label="not judged"/g)).toHaveLength(6);
});

describe('its size', () => {
  test('of a usual class', () => {
    expect(render(classOf(Object.values(sampleGrades))).length).toBeLessThan(1.2 * megabyte);
  });

  test('is bounded, whatever learners write', () => {
    const long = '\u202e"<&\u0000'.repeat(200_000);
    const verbose = {
      diagnostics: Array.from({ length: 50 }, () => ({
        check: 'exposes-port',
        message: long,
        why: long,
        help: long,
        range: { start: { line: 1, column: 1 }, end: { line: 9, column: 1 } },
      })),
    };
    const { late } = sampleGrades;
    const hostile = {
      ...late,
      name: long,
      report: {
        ...late.report,
        steps: late.report.steps.map((one) =>
          one.status === 'failed' ? { ...one, ...verbose } : one,
        ),
        submission: { ...late.report.submission, source: `${long}\n`.repeat(20) },
      },
    } as SubmissionGrade;
    expect(render(classOf([hostile], 3)).length).toBeLessThan(0.2 * megabyte);
  });
});
