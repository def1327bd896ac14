import type * as Harness from '@kit/harness';
import type { Engine } from '@kit/harness';
import { afterEach, expect, test, vi } from 'vitest';
import { EngineKeeper } from './engine-keeper.ts';

const harness = vi.hoisted(() => ({
  obtainEngine: vi.fn<() => Promise<Partial<Engine>>>(),
  isAnswering: vi.fn(() => Promise.resolve(true)),
  removeOwn: vi.fn(() => Promise.resolve()),
  requireIsolation: vi.fn(() => Promise.resolve({ profile: 'grade', description: '' })),
  sweepLeftovers: vi.fn(() => Promise.resolve()),
  keepImages: vi.fn(() => Promise.resolve(new Set<string>())),
}));
vi.mock('@kit/harness', async (original) => ({
  ...(await original<typeof Harness>()),
  ...harness,
}));

afterEach(() => vi.resetAllMocks());

function keeper() {
  const notes: string[] = [];
  const engine = new EngineKeeper({
    mayStartPrivateEngine: () => Promise.resolve(true),
    buildMs: 1_000,
    profile: 'grade',
    onNote: (text) => notes.push(text),
    signal: new AbortController().signal,
  });
  return { engine, notes };
}

test('what was made is removed at the end, once', async () => {
  const { engine, notes } = keeper();
  harness.obtainEngine.mockResolvedValue({ isPrivate: true });
  harness.isAnswering.mockResolvedValue(true);
  await engine.get();
  await engine.close();
  expect(harness.removeOwn).toHaveBeenCalledOnce();
  expect(notes).toEqual([]);
});

test('where no engine was asked, nothing is to be removed', async () => {
  const { engine } = keeper();
  await engine.close();
  expect(harness.removeOwn).not.toHaveBeenCalled();
});

test('what cannot be removed is tried again, and told', async () => {
  const { engine, notes } = keeper();
  harness.obtainEngine.mockResolvedValue({ isPrivate: true });
  harness.isAnswering.mockResolvedValue(true);
  harness.removeOwn.mockRejectedValueOnce(new Error('Busy.'));
  await engine.get();
  await engine.close();
  expect(harness.removeOwn).toHaveBeenCalledTimes(2);
  expect(notes).toEqual([]);

  harness.removeOwn.mockRejectedValue(new Error('Busy.'));
  await engine.close();
  expect(harness.removeOwn).toHaveBeenCalledTimes(5);
  expect(notes).toEqual([
    'Something that grading made is left on the container engine: Busy. The next grading on it removes that.',
  ]);
});

test('an engine that went away is waited for', async () => {
  const { engine, notes } = keeper();
  harness.obtainEngine.mockResolvedValueOnce({ name: 'one' });
  harness.obtainEngine.mockRejectedValueOnce(new Error('gone'));
  harness.obtainEngine.mockResolvedValueOnce({ name: 'two' });
  harness.isAnswering
    .mockResolvedValueOnce(true)
    .mockResolvedValueOnce(false)
    .mockResolvedValue(true);
  expect((await engine.get()).engine.name).toBe('one');
  expect((await engine.get()).engine.name).toBe('two');
  expect(notes).toEqual([
    'The container engine does not answer. Waiting for it.',
    'The container engine answers again.',
  ]);
});
