import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { BuildLog } from './build-log.ts';
import { BuildReader } from './build-reader.ts';

test('output without end is read to a bound, and no further', async () => {
  const line = Buffer.from(`${JSON.stringify({ stream: `${'y'.repeat(60_000)}\n` })}\n`);
  let sent = 0;
  const endless = new Readable({
    read() {
      sent += line.length;
      this.push(line);
    },
  });
  const log = new BuildLog();
  const reader = new BuildReader(log, () => undefined);
  await reader.readAll(endless);
  expect(reader.error).toBe('The build was ended: it had written 64 MiB of output.');
  expect(endless.destroyed).toBe(true);
  expect(sent).toBeLessThan(65 * 2 ** 20);
  expect(log.lines().length).toBeLessThanOrEqual(2000);
});
