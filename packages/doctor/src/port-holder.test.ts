import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { debian } from './fixture.ts';
import { fromLsof, holderOf } from './port-holder.ts';

const { signal } = new AbortController();

async function whileListening<Result>(use: (port: number) => Promise<Result>): Promise<Result> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}

test('this process', async () => {
  const holder = await whileListening((port) => holderOf(port, debian, signal));
  expect(holder?.pid).toBe(process.pid);
});

const lsof = ['/usr/bin/lsof', '/usr/sbin/lsof'].find((file) => existsSync(file));

test.skipIf(lsof === undefined)('this process, as lsof tells it', async () => {
  const holder = await whileListening((port) => fromLsof(port, signal));
  expect(holder?.pid).toBe(process.pid);
  expect(holder?.name).not.toBe('');
});
