import path from 'node:path';
import { pageFiles } from '@kit/presentation/live';
import { expect, test } from 'vitest';

test('nothing in the page asks another server for anything', async () => {
  const files = await pageFiles(path.join(import.meta.dirname, '../page'));
  for (const { content } of files.values()) {
    const addresses = content.match(/https?:\/\/[^\s"'`<>\\)]+/g) ?? [];
    // Names of XML, which nobody opens.
    expect(addresses.filter((each) => !each.startsWith('http://www.w3.org/'))).toEqual([]);
  }
});
