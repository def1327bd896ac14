import type { Style } from '@kit/terminal';
import width from 'fast-string-width';
import { describe, expect, test } from 'vitest';
import { samples } from './samples.ts';
import { terminal } from './terminal.ts';

const plain: Style = { color: false, unicode: true, width: 80 };
type Name = keyof typeof samples;
const names = Object.keys(samples) as Name[];

function render(name: Name, style: Partial<Style> = {}): string {
  return terminal.render(samples[name], { ...plain, ...style });
}

describe('what people see, whole', () => {
  test.each(names)('%s', async (name) => {
    await expect(render(name)).toMatchFileSnapshot(`__snapshots__/${name}.txt`);
  });

  test.each([
    ['ascii', { unicode: false }],
    ['color', { color: true }],
    ['narrow', { width: 44 }],
  ])('bare, %s', async (kind, style) => {
    await expect(render('bare', style)).toMatchFileSnapshot(`__snapshots__/bare.${kind}.txt`);
  });
});

describe.each(names)('%s', (name) => {
  test.each([40, 60, 72, 80, 100])('fits into %i columns, but for commands', (columns) => {
    const commands = samples[name].checks.flatMap(
      ({ remedy }) => remedy?.command?.split('\n') ?? [],
    );
    const lines = render(name, { width: columns }).split('\n');
    const long = lines.filter((line) => width(line) > columns);
    expect(long.filter((line) => !commands.includes(line.trim()))).toEqual([]);
    if (columns >= 80) expect(long).toEqual([]);
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
