import { expect, test } from 'vitest';
import { json } from './json.ts';
import { samples } from './samples.ts';

const style = { color: false, unicode: true, width: 80 };

test.each(Object.entries(samples))('%s: the report as it is', (_, report) => {
  const text = json.render(report, style);
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(report)));
  expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}|\p{Zl}/u);
});

test('fields as they are named and ordered', async () => {
  await expect(json.render(samples.bare, style)).toMatchFileSnapshot('__snapshots__/bare.json.txt');
});
