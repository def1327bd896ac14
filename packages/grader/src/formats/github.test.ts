import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { github } from './github.ts';
import { hostileClass } from './hostile-class.ts';
import { classes, renderClass } from './render-class.ts';
import { sampleGrades } from './samples.ts';

interface Command {
  readonly kind: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

const inWhole = (text: string, more: Readonly<Record<string, string>> = {}) =>
  Object.entries({ '%0D': '\r', '%0A': '\n', ...more, '%25': '%' }).reduce(
    (result, [code, character]) => result.replaceAll(code, character),
    text,
  );

/** As the runner reads a line: properties up to the second `::`, then the message. */
function read(text: string): readonly Command[] {
  expect(text.endsWith('\n')).toBe(true);
  return text
    .slice(0, -1)
    .split('\n')
    .map((line) => {
      const [, kind = '', properties = '', message = ''] =
        /^::(error|warning|notice) (.*?)::(.*)$/.exec(line) ?? expect.fail(line);
      const values = properties.split(',').map((property): readonly [string, string] => {
        const [name = '', ...value] = property.split('=');
        return [name, inWhole(value.join('='), { '%3A': ':', '%2C': ',' })];
      });
      return { kind, properties: Object.fromEntries(values), message: inWhole(message) };
    });
}

describe('nothing but commands, ten of a kind', () => {
  test.each(Object.entries(classes))('%s', (_, submissions) => {
    expect(read(renderClass(github, { submissions })).at(-1)?.kind).toBe('notice');
  });

  test('anybody', () => {
    fc.assert(
      fc.property(hostileClass, (report) => {
        const text = renderClass(github, report);
        expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cs}|\p{Zl}|\p{Zp}/u);
        const commands = read(text);
        for (const kind of ['error', 'warning', 'notice']) {
          expect(commands.filter((each) => each.kind === kind).length).toBeLessThanOrEqual(10);
        }
        expect(commands.every(({ message }) => message !== '')).toBe(true);
      }),
    );
  });
});

test('a mistake, where it is', () => {
  const [mistake] = read(renderClass(github, { submissions: [sampleGrades.late] }));
  expect(mistake).toEqual({
    kind: 'error',
    properties: {
      file: 'class/ben/Dockerfile',
      line: '4',
      endLine: '4',
      col: '1',
      title: 'ben: Expose the port',
    },
    message: `The image exposes no port: \`EXPOSE 8000\` stands in a comment.

A line that begins with \`#\` is for people only, and Docker skips it.

Remove the \`#\` in front of \`EXPOSE 8000\`.`,
  });
});

test('the columns of several lines are left out', () => {
  const { late } = sampleGrades;
  const steps = late.report.steps.map((step) => ({
    ...step,
    diagnostics: step.diagnostics.map((diagnostic) => ({
      ...diagnostic,
      range: { start: { line: 2, column: 3 }, end: { line: 4, column: 1 } },
    })),
  }));
  const [mistake] = read(
    renderClass(github, { submissions: [{ ...late, report: { ...late.report, steps } }] }),
  );
  expect(mistake?.properties).toMatchObject({ line: '2', endLine: '4' });
  expect(mistake?.properties).not.toHaveProperty('col');
});

test('of hidden steps there is nothing, and who failed no other has passed', () => {
  const text = renderClass(github, { submissions: [sampleGrades.hidden] });
  expect(read(text)).toEqual([
    {
      kind: 'notice',
      properties: { title: 'Containerize a Python app' },
      message: '1 submission: 1 passed. Hidden steps are not counted here.',
    },
  ]);
});

test('of many, ten learners see one mistake each, and the rest is told of', () => {
  const { late, error } = sampleGrades;
  const named = (grade: typeof late, count: number) =>
    Array.from({ length: count }, (_, index) => ({ ...grade, name: `${grade.name}${index}` }));
  const twice = {
    ...late,
    report: {
      ...late.report,
      steps: late.report.steps.map((step) => ({
        ...step,
        diagnostics: [...step.diagnostics, ...step.diagnostics],
      })),
    },
  };
  const commands = read(
    renderClass(github, { submissions: [...named(twice, 12), ...named(error, 11)] }),
  );
  expect(commands.map(({ kind, properties }) => `${kind} ${properties.title ?? ''}`)).toEqual([
    ...named(late, 10).map(({ name }) => `error ${name}: Expose the port`),
    ...named(error, 10).map(({ name }) => `warning ${name}: could not be judged`),
    'notice Containerize a Python app',
  ]);
  expect(commands.at(-1)?.message).toBe(
    '23 submissions: 12 failed, 11 could not be judged. Hidden steps are not counted here. Here are 10 of 24 mistakes and 10 of 11 not judged: GitHub shows no more. All are in the report.',
  );
});

test('to be read', async () => {
  await expect(renderClass(github)).toMatchFileSnapshot('__snapshots__/github.txt');
});
