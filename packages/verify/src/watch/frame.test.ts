import width from 'fast-string-width';
import { describe, expect, test } from 'vitest';
import type { Style } from '@kit/terminal';
import { createPen } from '@kit/terminal';
import { frame } from './frame.ts';
import { scenes } from './scenes.ts';

const plain: Style = { color: false, unicode: true, width: 80 };
type Name = keyof typeof scenes;
const names = Object.keys(scenes) as Name[];

function draw(name: Name, style: Partial<Style> = {}, rows = 24): readonly string[] {
  return frame(scenes[name], rows, createPen({ ...plain, ...style })).lines;
}

function text(lines: readonly string[]): string {
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

describe('the whole window of 80 columns and 24 rows', () => {
  test.each(names)('%s', async (name) => {
    await expect(text(draw(name))).toMatchFileSnapshot(`__snapshots__/${name}.txt`);
  });

  test('in ASCII', async () => {
    const shown = text(draw('building', { unicode: false }));
    await expect(shown).toMatchFileSnapshot('__snapshots__/building.ascii.txt');
  });

  test.each(['a-mistake', 'building'] as const)('in colours: %s', async (name) => {
    const shown = text(draw(name, { color: true }));
    await expect(shown).toMatchFileSnapshot(`__snapshots__/${name}.color.txt`);
  });

  test('the smallest: 40 columns and 12 rows', async () => {
    const shown = names.map((name) => `${name}\n${text(draw(name, { width: 40 }, 12))}`);
    await expect(shown.join('\n')).toMatchFileSnapshot('__snapshots__/smallest.txt');
  });
});

describe.each(names)('%s', (name) => {
  test.each([
    [40, 12],
    [60, 16],
    [72, 20],
    [80, 24],
    [100, 60],
  ])('fills %i columns and %i rows, and no more', (columns, rows) => {
    const lines = draw(name, { width: columns }, rows);
    expect(lines).toHaveLength(rows);
    expect(lines.filter((line) => width(line) > columns)).toEqual([]);
  });

  test('is ASCII where only that comes out right', () => {
    expect(text(draw(name, { unicode: false }))).toMatch(/^[\n\x20-\x7e]*$/);
  });

  test('holds nothing that steers a terminal', () => {
    expect(text(draw(name))).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
  });

  test('ends with the keys, whatever the size', () => {
    expect(draw(name, { width: 40 }, 5).at(-1)).toMatch(/^ {2}(h hint|y yes|space on|up\/down)/);
  });
});
