import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { requireSpaceIn } from './free-space.ts';

test('a disk that is too full is told before anything is fetched', async () => {
  await expect(requireSpaceIn(tmpdir(), 1_000)).resolves.toBeUndefined();
  await expect(requireSpaceIn(tmpdir(), 1e18)).rejects.toMatchObject({
    message: expect.stringMatching(
      /^The disk is too full: 1000000000000 MB are wanted in `.+`, and \d+ MB are free\.$/,
    ) as unknown,
  });
});

test('a folder that is elsewhere is not judged', async () => {
  await expect(requireSpaceIn('/nowhere/to/be/found', 1e18)).resolves.toBeUndefined();
});
