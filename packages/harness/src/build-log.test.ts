import { expect, test } from 'vitest';
import { BuildLog } from './build-log.ts';

test('lines as they come, in pieces or not', () => {
  const log = new BuildLog();
  expect(log.add('one\ntw')).toEqual(['one']);
  expect(log.add('o\r\nthree')).toEqual(['two']);
  expect(log.lines()).toEqual(['one', 'two', 'three']);
});

test('of a log without end the last lines are kept', () => {
  const log = new BuildLog();
  const before = process.memoryUsage().rss;
  const piece = `${'y'.repeat(99)}\n`.repeat(10_000);
  for (let number = 0; number < 100; number += 1) log.add(piece);
  log.add('the last one');
  expect(log.lines()).toHaveLength(2_001);
  expect(log.lines().at(-1)).toBe('the last one');
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * 2 ** 20);
});

test('of a line without end a part is kept', () => {
  const log = new BuildLog();
  for (let number = 0; number < 100; number += 1) log.add('y'.repeat(2 ** 20));
  expect(log.lines().join('').length).toBeLessThan(5_000);
});
