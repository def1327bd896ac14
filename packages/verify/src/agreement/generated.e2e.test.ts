import { obtainEngine } from '@kit/harness';
import { expect, test } from 'vitest';
import { holdToEngine, kinds } from './generated.ts';

const engine = await obtainEngine();

// Always the same ones; `pnpm test:long` makes up others.
test.each(kinds)('Dockerfiles %s', { timeout: 600_000 }, async (kind) => {
  await expect(holdToEngine(engine, kind, { runs: 60, seed: 1 })).resolves.toBe(undefined);
});
