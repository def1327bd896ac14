import { repository, workshopNames } from '@kit/verify';
import { describe, expect, test } from 'vitest';
import { claimsOf } from './claims/index.ts';
import { readContent } from './content.ts';

// What `workshops.test.ts` proves without an engine, for what needs one.

describe.each(await workshopNames())('%s', async (name) => {
  const content = await readContent(name, repository);
  if (!('workshop' in content)) throw new Error(`See the unit test of ${name}.`);
  const signal = new AbortController().signal;
  const chapters = await claimsOf(content, { update: false }, signal);
  const built = chapters.filter(({ claims }) => claims.some(({ needsEngine }) => needsEngine));

  describe.each(built)('$name', ({ claims }) => {
    test.each(claims.filter(({ needsEngine }) => needsEngine))('$says', async ({ prove }) => {
      expect(await prove()).toEqual([]);
    });
  });
});
