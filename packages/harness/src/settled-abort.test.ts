import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { settleAbort } from './settled-abort.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const reason = new Error('stopped');

test('at once where nothing has just started', () => {
  const original = new AbortController();
  const settled = settleAbort(original.signal);
  settled.started();
  vi.advanceTimersByTime(1000);
  original.abort(reason);
  expect(settled.signal.reason).toBe(reason);
});

test('a second after the last start', () => {
  const original = new AbortController();
  const settled = settleAbort(original.signal);
  settled.started();
  original.abort(reason);
  vi.advanceTimersByTime(500);
  settled.started();
  vi.advanceTimersByTime(999);
  expect(settled.signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(settled.signal.reason).toBe(reason);
});

test('a signal that is aborted already', () => {
  expect(settleAbort(AbortSignal.abort(reason)).signal.reason).toBe(reason);
});
