import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { buildDeadline } from './build-deadline.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const output = (line: string) => ({ kind: 'output', line }) as const;
const instruction = { kind: 'instruction', number: 6, total: 7, text: 'RUN true' } as const;

test('a build has its time', () => {
  using deadline = buildDeadline(300_000, 'Listening');
  vi.advanceTimersByTime(299_999);
  expect(deadline.signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(deadline.signal.aborted).toBe(true);
  expect(deadline.reason()).toBe(
    'The build had not ended after 300 seconds, the time that grading gives it.',
  );
});

test('and less once the app serves in it', () => {
  using deadline = buildDeadline(300_000, 'Listening');
  deadline.observe(output('Listening on port 8000'));
  vi.advanceTimersByTime(20_000);
  expect(deadline.signal.aborted).toBe(true);
  expect(deadline.reason()).toBe(
    'A `RUN` started the app, which serves until it is stopped: 20 seconds later the build had not gone on.',
  );
});

test('but not where it goes on', () => {
  using deadline = buildDeadline(300_000, 'Listening');
  deadline.observe(output('Listening on port 8000'));
  vi.advanceTimersByTime(10_000);
  deadline.observe(instruction);
  vi.advanceTimersByTime(60_000);
  expect(deadline.signal.aborted).toBe(false);
});

test('where nothing is known of what the app writes there is the one time', () => {
  using deadline = buildDeadline(300_000, undefined);
  deadline.observe(output('Listening on port 8000'));
  vi.advanceTimersByTime(60_000);
  expect(deadline.signal.aborted).toBe(false);
});
