import { obtainEngine } from '@kit/harness';
import { expect, test } from 'vitest';
import { holdToEngine } from './generated.ts';

const engine = await obtainEngine();

// Always the same ones; `pnpm test:long` makes up others.
test('Dockerfiles that run nothing', async () => {
  await expect(holdToEngine(engine, 'that run nothing', { runs: 60, seed: 1 })).resolves.toBe(
    undefined,
  );
});

test('Dockerfiles that change their files', async () => {
  await expect(
    holdToEngine(engine, 'that change their files', { runs: 40, seed: 1 }),
  ).resolves.toBe(undefined);
});
