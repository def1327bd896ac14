import { obtainEngine } from '@kit/harness';
import { expect, test } from 'vitest';
import { holdToEngine, kinds } from './generated.ts';

const engine = await obtainEngine();

// Others each time; what fails says with which seed.
test.each(kinds)('1,000 %s', async (kind) => {
  await expect(holdToEngine(engine, kind, { runs: 1_000 })).resolves.toBe(undefined);
});
