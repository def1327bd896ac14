import { createHash, randomBytes } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { openBlobStore } from './blob-store.ts';
import type { Rest } from './blob-store.ts';
import { BundleError, NoAnswerError } from './bundle-error.ts';
import { makeBench } from './testing/synthetic.ts';

const content = randomBytes(300_000);
const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
const blob = { digest, size: content.length };
const soon = { waitMs: 1 };

/** Gives so many bytes each time it is asked, and then breaks off. */
function breakingOff(piece: number) {
  const asked: number[] = [];
  const ask = (from: number): Promise<Rest> => {
    asked.push(from);
    async function* some() {
      yield content.subarray(from, from + piece);
      await Promise.resolve();
      if (from + piece < content.length) throw new Error('broken off');
    }
    return Promise.resolve({ from, content: Readable.from(some()) });
  };
  return { ask, asked };
}

test('what is broken off goes on where it was', async () => {
  await using bench = await makeBench();
  const { ask, asked } = breakingOff(100_000);
  let told = 0;
  await bench.store.obtain(blob, ask, { ...soon, onBytes: (count) => (told += count) });
  expect(asked).toEqual([0, 100_000, 200_000]);
  expect(told).toBe(content.length);
  expect(content.equals(await buffer(bench.store.read(digest)))).toBe(true);
  await bench.store.obtain(blob, ask);
  expect(asked).toHaveLength(3);
});

test('and in the next run too', async () => {
  await using bench = await makeBench();
  const ended = new AbortController();
  const { ask, asked } = breakingOff(100_000);
  const untilCtrlC = (from: number) => {
    if (from > 0) ended.abort(new Error('Ctrl-C'));
    return ask(from);
  };
  const first = bench.store.obtain(blob, untilCtrlC, { ...soon, signal: ended.signal });
  await expect(first).rejects.toThrow();
  await openBlobStore(bench.store.folder).obtain(blob, ask, soon);
  expect(asked).toEqual([0, 100_000, 100_000, 200_000]);
});

test('one who knows no ranges sends it from the beginning', async () => {
  await using bench = await makeBench();
  let asked = 0;
  const ask = (): Promise<Rest> => {
    asked += 1;
    const some = asked === 1 ? content.subarray(0, 1_000) : content;
    return Promise.resolve({ from: 0, content: Readable.from([some]) });
  };
  await bench.store.obtain(blob, ask, soon);
  expect(content.equals(await buffer(bench.store.read(digest)))).toBe(true);
});

test('nothing comes any more', async () => {
  await using bench = await makeBench();
  const ask = (from: number): Promise<Rest> =>
    from === 0
      ? Promise.resolve({ from, content: Readable.from([content.subarray(0, 5)]) })
      : Promise.reject(new NoAnswerError('The room does not answer.', ''));
  await expect(bench.store.obtain(blob, ask, soon)).rejects.toMatchObject({
    message: `Only 5 of 300000 bytes of ${digest} came, and then nothing more.`,
    help: 'Run the same command again: it goes on from there.',
  });
});

test('a refusal is not asked for again', async () => {
  await using bench = await makeBench();
  let asked = 0;
  const ask = (): Promise<Rest> => {
    asked += 1;
    return Promise.reject(new BundleError('No.', ''));
  };
  await expect(bench.store.obtain(blob, ask, soon)).rejects.toThrow('No.');
  expect(asked).toBe(1);
});

test('something else of the same size is refused, and not kept', async () => {
  await using bench = await makeBench();
  const other = () =>
    Promise.resolve({ from: 0, content: Readable.from([Buffer.alloc(content.length)]) });
  await expect(bench.store.obtain(blob, other, soon)).rejects.toMatchObject({
    message: `What came as ${digest} is something else: it is damaged.`,
  });
  expect(await readdir(bench.store.folder)).toEqual([]);
});

test('no more is taken than was agreed', async () => {
  await using bench = await makeBench();
  async function* endless() {
    yield content;
    for (;;) {
      await Promise.resolve();
      yield Buffer.alloc(1_000);
    }
  }
  const ask = () => Promise.resolve({ from: 0, content: Readable.from(endless()) });
  await bench.store.obtain(blob, ask, soon);
  expect(content.equals(await buffer(bench.store.read(digest)))).toBe(true);
});

test('what was left half, and is longer than the whole, is begun anew', async () => {
  await using bench = await makeBench();
  await bench.store.put(Buffer.from('so that there is a folder'));
  const half = path.join(bench.store.folder, `${digest.replace(':', '-')}.half`);
  await writeFile(half, Buffer.alloc(content.length + 1));
  const ask = (from: number) =>
    Promise.resolve({ from, content: Readable.from([content.subarray(from)]) });
  await bench.store.obtain(blob, ask, soon);
  expect(content.equals(await buffer(bench.store.read(digest)))).toBe(true);
});
