import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Engine } from '../engine.ts';
import { watchSize } from './watch-size.ts';

const mebibyte = 2 ** 20;
const times = { lookMs: 1, patienceMs: 50 };
const tooLarge = 'Ended by grading: it wrote more than 64 MiB of files.';
const tooMany =
  'Ended by grading: it wrote so many files that the engine could not say within 0.05 seconds how large they are.';

const fails = (statusCode: number) => () =>
  Promise.reject(Object.assign(new Error('no'), { statusCode }));
const silent = () => new Promise<never>(() => undefined);
const writes = (bytes: number) => () => Promise.resolve({ SizeRw: bytes });
const runs = (Running: boolean) => () => Promise.resolve({ State: { Running } });
const ends = () => Promise.resolve();

type Answer = () => Promise<unknown>;

/** One container; of each kind of question the last answer is given again and again. */
function containerOf(sizes: readonly Answer[], state: Answer, kills: readonly Answer[] = [ends]) {
  const asked = { sizes: 0, kills: 0 };
  const next = (answers: readonly Answer[], count: number) =>
    answers[Math.min(count, answers.length) - 1]?.();
  const container = {
    inspect: (options?: object) =>
      options === undefined ? state() : next(sizes, (asked.sizes += 1)),
    kill: () => next(kills, (asked.kills += 1)),
  };
  const client = { getContainer: () => container } as unknown as Engine['client'];
  return { engine: { client } as Engine, asked };
}

test.each<[string, readonly Answer[], readonly Answer[], string, number]>([
  ['writes too much', [writes(0), writes(65 * mebibyte)], [ends], tooLarge, 1],
  ['does, after looks that failed', [fails(500), fails(500), writes(1e9)], [ends], tooLarge, 1],
  ['does, and is not ended at once', [writes(1e9)], [fails(500), fails(409)], tooLarge, 2],
  ['has files that are not counted in time', [writes(0), silent], [ends], tooMany, 1],
  ['has files that cannot be counted', [writes(0), fails(500)], [ends], tooMany, 1],
])('one that %s is ended', async (_name, sizes, kills, reason, killed) => {
  const { engine, asked } = containerOf(sizes, runs(true), kills);
  const watch = watchSize(engine, 'one', times);
  await expect.poll(() => asked.kills).toBe(killed);
  await sleep(20);
  expect([watch.endedFor(), asked.kills]).toEqual([reason, killed]);
  watch.stop();
});

test.each<[string, readonly Answer[], Answer]>([
  ['writes little', [writes(64 * mebibyte)], runs(true)],
  ['is on an engine that says nothing at all', [silent], silent],
  ['is on an engine that fails at all', [fails(500)], fails(500)],
  ['has ended by itself', [silent], runs(false)],
  ['is gone', [fails(404)], fails(404)],
])('one that %s is left alone', async (_name, sizes, state) => {
  const { engine, asked } = containerOf(sizes, state);
  const watch = watchSize(engine, 'one', times);
  await sleep(3 * times.patienceMs);
  watch.stop();
  expect([watch.endedFor(), asked.kills]).toEqual([undefined, 0]);
});

test('one that is stopped asks no more', async () => {
  const { engine, asked } = containerOf([writes(0)], runs(true));
  const watch = watchSize(engine, 'one', times);
  await expect.poll(() => asked.sizes).toBeGreaterThan(1);
  watch.stop();
  const before = asked.sizes;
  await sleep(20);
  expect(asked.sizes).toBe(before);
});
