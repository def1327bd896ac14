import { diskFull, EngineError } from '@kit/harness';
import type { BuildFailed, FreeSpace } from '@kit/harness';
import { describe, expect, test } from 'vitest';
import { refuseFullDisk, unlessItOnlySaysSo } from './full-disk.ts';

const engine = { hasBuildKit: true };
const space = (wasFull: FreeSpace['wasFull']) => ({
  wasFull,
  full: wasFull === true ? AbortSignal.abort(diskFull()) : new AbortController().signal,
  [Symbol.dispose]: () => undefined,
});
const failed = (...log: readonly string[]): BuildFailed => ({
  kind: 'failed',
  message: 'exit code: 1',
  builder: 'buildkit',
  intermediate: [],
  log,
  durationMs: 1,
});
const words = 'dd: write error: No space left on device';

describe('a build that failed', () => {
  test.each([
    [true, [], true],
    [true, [words], true],
    [false, [words], false],
    ['unknown', [], false],
    ['unknown', [words], true],
  ] as const)('while the disk was full: %s; saying %j', (wasFull, log, isOfTheDisk) => {
    const refuse = () => {
      refuseFullDisk(failed(...log), space(wasFull));
    };
    if (isOfTheDisk) expect(refuse).toThrow(EngineError);
    else expect(refuse).not.toThrow();
  });
});

describe('an error that speaks of the disk', () => {
  test('is one where it is full, or cannot be seen', () => {
    for (const wasFull of [true, 'unknown'] as const) {
      expect(() => unlessItOnlySaysSo(diskFull(), engine, space(wasFull))).toThrow(EngineError);
    }
  });

  test('is the submission’s own where there was room', () => {
    expect(unlessItOnlySaysSo(diskFull(), engine, space(false))).toMatchObject({ kind: 'failed' });
  });

  test('others are none of it', () => {
    const other = new Error('another');
    expect(() => unlessItOnlySaysSo(other, engine, space(false))).toThrow(other);
  });
});
