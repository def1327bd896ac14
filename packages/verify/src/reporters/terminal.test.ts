import { describe, expect, test } from 'vitest';
import width from 'fast-string-width';
import type { Style } from '@kit/terminal';
import { samples } from './samples.ts';
import { terminal } from './terminal.ts';

const plain: Style = { color: false, unicode: true, width: 80 };
type Name = keyof typeof samples;
const names = Object.keys(samples) as Name[];

function render(name: Name, style: Partial<Style> = {}): string {
  return terminal.render(samples[name], { ...plain, ...style });
}

describe('what the learner sees, whole', () => {
  test.each(names)('%s', async (name) => {
    await expect(render(name)).toMatchFileSnapshot(`__snapshots__/${name}.txt`);
  });

  test('in ASCII', async () => {
    const text = render('two-failures', { unicode: false });
    await expect(text).toMatchFileSnapshot('__snapshots__/two-failures.ascii.txt');
  });

  test('in colours', async () => {
    const text = render('two-failures', { color: true });
    await expect(text).toMatchFileSnapshot('__snapshots__/two-failures.color.txt');
  });
});

describe.each(names)('%s', (name) => {
  test.each([40, 60, 80, 100])('fits into %i columns', (columns) => {
    const lines = render(name, { width: columns }).split('\n');
    expect(lines.filter((line) => width(line) > columns)).toEqual([]);
  });

  test('is ASCII where only that comes out right', () => {
    expect(render(name, { unicode: false })).toMatch(/^[\n\x20-\x7e]*$/);
  });

  test('holds nothing that steers a terminal', () => {
    expect(render(name)).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
  });

  test('colours change nothing but colours', () => {
    // eslint-disable-next-line no-control-regex
    const stripped = render(name, { color: true }).replaceAll(/\u001b\[\d+m/g, '');
    expect(stripped).toBe(render(name));
  });

  test('no line ends with spaces', () => {
    expect(render(name)).not.toMatch(/ $/m);
  });
});

test('of very many habits the first twenty are told', () => {
  const report = samples['passed-with-advice'];
  const [habit] = report.advice;
  const advice = Array.from({ length: 50 }, () => habit).filter((each) => each !== undefined);
  const text = terminal.render({ ...report, advice }, plain);
  expect(text.split(habit?.message.slice(0, 30) ?? '').length - 1).toBe(20);
  expect(text).toContain('\n      and 30 more; `--format json` has all of them\n');
});
