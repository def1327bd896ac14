import { repository, workshopNames } from '@kit/verify';
import { describe, expect, test } from 'vitest';
import { claimsOf } from './claims/index.ts';
import { readContent } from './content.ts';

// What `pnpm workshop test` proves, of every workshop of the kit. What needs an
// engine is in `workshops.e2e.test.ts`.

describe.each(await workshopNames())('%s', async (name) => {
  const content = await readContent(name, repository);

  test('can be read, and no part is missing', () => {
    expect(content).toHaveProperty('workshop.name', name);
  });

  if (!('workshop' in content)) return;
  const signal = new AbortController().signal;
  const chapters = await claimsOf(content, { update: false }, signal);

  describe.each(chapters)('$name', ({ claims }) => {
    const provable = claims.filter(({ needsEngine }) => !needsEngine);
    test.each(provable)('$says', async ({ prove }) => {
      expect(await prove()).toEqual([]);
    });
  });
});
