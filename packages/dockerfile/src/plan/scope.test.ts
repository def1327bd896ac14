import { expect, test } from 'vitest';
import { evaluateImagePlan } from '../evaluate.ts';
import { parseDockerfile } from '../parse.ts';

const context = { entries: [] };

test('stages keep the variables of all they build on, however many those are', () => {
  const stages = Array.from(
    { length: 600 },
    (_, index) =>
      `FROM s${index} AS s${index + 1}\nENV E${index}=${index}\nARG A${index}=${index}\n`,
  );
  const text = `FROM python:3 AS s0\nARG E0=arg\nENV KEPT=a\nARG KEPT=b\n${stages.join('')}FROM s600\nWORKDIR /$E0-$A0-$E40-$A99-$KEPT\n`;
  const { target, errors, warnings } = evaluateImagePlan(parseDockerfile(text), context);
  expect(target?.config.WorkingDir).toBe('/0-0-40-99-a');
  expect([...errors, ...warnings]).toEqual([]);
});

test('shell texts share their steps: what goes beyond is not followed', () => {
  const digits = '0 1 2 3 4 5 6 7 8 9';
  const loops = `RUN for a in ${digits}; do for b in ${digits}; do for c in ${digits}; do a b; done; done; done\n`;
  const { target } = evaluateImagePlan(
    parseDockerfile(`FROM python:3\n${loops.repeat(300)}`),
    context,
  );
  const counts = target?.steps.map((step) => (step.kind === 'run' ? step.commands.length : 0));
  expect(counts?.[0]).toBe(1000);
  expect(counts?.at(-1)).toBe(1);
});
