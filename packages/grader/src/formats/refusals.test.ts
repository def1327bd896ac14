import { expect, test } from 'vitest';
import type { ClassReport } from '../class-report.ts';
import type { Format } from './format.ts';
import { formats } from './index.ts';
import { refusedGrade, sampleClass } from './samples.ts';

const report: ClassReport = { ...sampleClass, submissions: [refusedGrade] };

// Two of them are for programs alone, and not to be read.
const readable = formats.filter(({ name }) => !name.includes('classroom'));

test.each(readable)('$name names every refusal, and what to write instead', (format) => {
  const text = textOf(format);
  const words = text.replaceAll(/<[^>]*>|[`\\]/g, '');
  for (const { message, help } of refusedGrade.problem?.refusals ?? []) {
    expect(words).toContain(message.replaceAll('`', ''));
    expect(words).toContain(help);
  }
  expect(words).toMatch(/refused by policy/i);
});

test.each(['learner', 'github'])('%s, to be read', async (name) => {
  const texts = formats.filter((format) => format.name === name).map(textOf);
  await expect(texts.join('')).toMatchFileSnapshot(`__snapshots__/refused.${name}.txt`);
});

function textOf(format: Format): string {
  return format.scope === 'class' ? format.render(report) : format.render(refusedGrade, report);
}
