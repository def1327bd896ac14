import { expect, test } from 'vitest';
import { json } from './json.ts';
import { samples } from './samples.ts';

const style = { color: false, unicode: true, width: 80 };

test.each(Object.entries(samples))('%s: the report as it is', (_, report) => {
  const text = json.render(report, style);
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(report)));
  expect(text.endsWith('}\n')).toBe(true);
});

test('nothing in it steers a terminal', () => {
  const text = json.render(samples.hostile, style);
  expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}|\p{Zl}/u);
  expect(text).toContain(String.raw`"directory": "apps/\u001b[2Jevil\u202eexe"`);
});

test('fields as the contract names and orders them', async () => {
  const text = json.render(samples['two-failures'], style);
  await expect(text).toMatchFileSnapshot('__snapshots__/two-failures.json.txt');
});
