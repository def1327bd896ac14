import { describe, expect, test } from 'vitest';
import { contextOf } from './cases/context-of.ts';
import { planCases, sampleFiles } from './cases/index.ts';
import type { PlanCase } from './cases/index.ts';
import { evaluateImagePlan } from './evaluate.ts';
import type { ImagePlan } from './image-plan.ts';
import { parseDockerfile } from './parse.ts';

// The same cases are held to a real engine, where there is one.
describe.each(Object.entries(planCases))('%s', (_, cases) => {
  test.each(cases)('$name', ({ expected, ...written }) => {
    const plan = planOf(written);
    expect(told(plan, planOf({ dockerfile: written.dockerfile.slice(0, 1) }))).toEqual(expected);
  });
});

function planOf({
  dockerfile: lines,
  links,
  ignore,
}: Omit<PlanCase, 'name' | 'expected'>): ImagePlan {
  const dockerfile = `${lines.join('\n')}\n`;
  const context = contextOf({
    dockerfile,
    files: sampleFiles,
    ...(links && { links }),
    ...(ignore && { ignore: `${ignore.join('\n')}\n` }),
  });
  return evaluateImagePlan(parseDockerfile(dockerfile), context);
}

test('patterns that take too long to match are told; nothing is left out then', () => {
  const files = Object.fromEntries(
    Array.from({ length: 2_000 }, (_, index) => [`${'a'.repeat(200)}${index}`, '']),
  );
  const dockerfile = 'FROM scratch\nCOPY . .\n';
  const ignore = Array.from({ length: 200 }, () => `${'*a'.repeat(50)}[b]\n`).join('');
  const plan = evaluateImagePlan(
    parseDockerfile(dockerfile),
    contextOf({ dockerfile, files, ignore }),
  );
  expect(plan.errors.map(({ message }) => message)).toEqual([
    '`.dockerignore` cannot be followed: to match its patterns with all these files would take too long',
  ]);
});

test('ports of a variable that holds thousands are no trouble', () => {
  const dockerfile = `FROM scratch\nENV A="${'80 '.repeat(4_000)}"\n${`EXPOSE ${'$A '.repeat(2_000)}\n`.repeat(6)}`;
  const plan = evaluateImagePlan(parseDockerfile(dockerfile), contextOf({ dockerfile, files: {} }));
  expect(plan.target?.config.ExposedPorts).toEqual({ '80/tcp': {} });
  expect(plan.errors[0]?.message).toBe(
    '`$A` cannot be expanded: with all before it, it expands to too much',
  );
});

test('many patterns and many files are no trouble where few can match', () => {
  const files = Object.fromEntries(
    Array.from({ length: 2_000 }, (_, index) => [`packages/web/src/button-${index}.ts`, '']),
  );
  const dockerfile = 'FROM scratch\nCOPY . .\n';
  const ignore = Array.from({ length: 100 }, (_, index) => `**/compose${index}*/**\n`).join('');
  const plan = evaluateImagePlan(
    parseDockerfile(dockerfile),
    contextOf({ dockerfile, files, ignore }),
  );
  expect(plan.errors).toEqual([]);
});

/** @param base of which the files are not told. */
function told({ errors: [error], target }: ImagePlan, base: ImagePlan): PlanCase['expected'] {
  if (error !== undefined) return { error: `${error.range.start.line}: ${error.message}` };
  if (target === undefined) throw new Error('There is neither an image nor an error.');
  const failing = target.steps.find((step) => step.kind === 'run' && step.fails);
  if (failing !== undefined) return { fails: failing.instruction.range.start.line };
  const known = new Set(base.target?.files.paths());
  const paths = target.files.paths().filter((path) => path !== '/' && !known.has(path));
  const files = Object.fromEntries(paths.map((path) => [path, originOf(target.files.at(path))]));
  return { config: target.config, ...(paths.length > 0 && { files }) };
}

function originOf(origin: ReturnType<NonNullable<ImagePlan['target']>['files']['at']>): string {
  if (typeof origin === 'string') return origin;
  if (origin.kind === 'context') return `context:${origin.path}`;
  return origin.kind === 'inline' ? `inline:${origin.content}` : origin.kind;
}
