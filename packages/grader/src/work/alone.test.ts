import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLock } from './alone.ts';

test('who works alone does, and the others side by side', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), fc.nat(3))), async (works) => {
      const lock = createLock();
      let [sharing, alone, most] = [0, 0, 0];
      const share = async (ms: number) => {
        sharing += 1;
        most = Math.max(most, sharing);
        expect(alone).toBe(0);
        await sleep(ms);
        sharing -= 1;
      };
      const beAlone = async (ms: number) => {
        alone += 1;
        expect([sharing, alone]).toEqual([0, 1]);
        await sleep(ms);
        alone -= 1;
      };
      await Promise.all(
        works.map(([isAlone, ms]) =>
          isAlone ? lock.alone(() => beAlone(ms)) : lock.shared(() => share(ms)),
        ),
      );
      const shared = works.filter(([isAlone]) => !isAlone).length;
      if (shared === works.length) expect(most).toBe(shared);
    }),
    { numRuns: 50 },
  );
});

test('work that fails lets the others in', async () => {
  const lock = createLock();
  const fail = () => Promise.reject(new Error('no'));
  await expect(lock.alone(fail)).rejects.toThrow('no');
  await expect(lock.shared(fail)).rejects.toThrow('no');
  await expect(lock.alone(() => Promise.resolve(1))).resolves.toBe(1);
});
