import { createServer, get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, test } from 'vitest';
import { saveImage } from './carry-images.ts';
import type { Engine } from './engine.ts';

const size = 16 * 2 ** 20;

test('an image is given out to its end, however slowly it is taken', async () => {
  const server = createServer((_, answer) => answer.end(Buffer.alloc(size))).listen(0);
  const { port } = server.address() as AddressInfo;
  const { promise: answered, resolve } = Promise.withResolvers<IncomingMessage>();
  get({ port }, resolve);
  const client = { getImage: () => ({ get: () => answered }) };
  let taken = 0;
  const slow = new Writable({
    highWaterMark: 16 * 2 ** 10,
    write(chunk: Buffer, _, done) {
      taken += chunk.length;
      setImmediate(done);
    },
  });
  await pipeline(await saveImage({ client } as unknown as Engine, 'python:3-alpine'), slow);
  expect(taken).toBe(size);
  server.close();
});
