import { planCases, sampleFiles } from '@kit/dockerfile/cases';
import { obtainEngine } from '@kit/harness';
import { describe, expect, test } from 'vitest';
import { compareWithEngine } from './compare.ts';

const engine = await obtainEngine();

describe.each(Object.entries(planCases))('%s', (_, cases) => {
  test.each(cases)('$name', async ({ dockerfile, links, ignore }) => {
    const written = {
      dockerfile: `${dockerfile.join('\n')}\n`,
      files: sampleFiles,
      ...(links && { links }),
      ...(ignore !== undefined && { ignore: `${ignore.join('\n')}\n` }),
    };
    expect(await compareWithEngine(engine, written)).toEqual([]);
  });
});
