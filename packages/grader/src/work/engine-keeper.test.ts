import { diskFull } from '@kit/harness';
import type * as Harness from '@kit/harness';
import type { Engine, ThrowAwayEngine } from '@kit/harness';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { EngineKeeper } from './engine-keeper.ts';

const harness = vi.hoisted(() => ({
  obtainEngine: vi.fn<() => Promise<Partial<Engine>>>(),
  isAnswering: vi.fn(() => Promise.resolve(true)),
  removeOwn: vi.fn(() => Promise.resolve()),
  requireIsolation: vi.fn(() => Promise.resolve({ profile: 'grade', description: '' })),
  sweepLeftovers: vi.fn(() => Promise.resolve()),
  keepImages: vi.fn(() => Promise.resolve(new Set<string>())),
  sweepThrowAwayEngines: vi.fn(() => Promise.resolve()),
  startThrowAwayEngine: vi.fn<() => Promise<ThrowAwayEngine>>(),
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
    jobs: 1,
    packageHosts: [],
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
  expect(engine.hasLeftovers).toBe(false);

  harness.removeOwn.mockRejectedValue(new Error('Busy.'));
  await engine.close();
  expect(harness.removeOwn).toHaveBeenCalledTimes(5);
  expect(notes).toEqual([
    'Something that grading made is left on the container engine: Busy. The next grading on it removes that.',
  ]);
  expect(engine.hasLeftovers).toBe(true);
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

const base = { name: 'base', isPrivate: true, standIn: 'python:3-alpine' } as Engine;

function ownEngine(name: string) {
  const disk = { wasFull: false, full: new AbortController().signal, [Symbol.dispose]() {} };
  const stop = vi.fn(() => Promise.resolve());
  const limits = { memoryBytes: 1, processes: 1, diskBytes: 1 };
  return { engine: { ...base, name }, base, limits, disk, bring: () => Promise.resolve([]), stop };
}

describe.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)(
  'an engine of the run',
  () => {
    test('one whose disk was full is thrown away, and so is the next at the end', async () => {
      const { engine, notes } = keeper();
      harness.obtainEngine.mockResolvedValue(base);
      harness.isAnswering.mockResolvedValue(true);
      const [one, two] = [ownEngine('one'), ownEngine('two')];
      harness.startThrowAwayEngine.mockResolvedValueOnce(one).mockResolvedValueOnce(two);
      expect((await engine.get()).engine.name).toBe('one');
      one.disk.wasFull = true;
      const found = await Promise.all([engine.get(), engine.get()]);
      expect(found.map((work) => work.engine.name)).toEqual(['two', 'two']);
      expect([one.stop.mock.calls, two.stop.mock.calls]).toEqual([[[]], []]);
      await engine.close();
      expect(two.stop).toHaveBeenCalledOnce();
      expect(harness.removeOwn).not.toHaveBeenCalled();
      expect(notes).toEqual([
        'A build filled the engine that all share. What was at work is graded again, each by itself.',
      ]);
    });

    test('what cannot be removed of one is told, and grading has not ended well', async () => {
      const { engine, notes } = keeper();
      harness.obtainEngine.mockResolvedValue(base);
      harness.isAnswering.mockResolvedValue(true);
      const one = ownEngine('one');
      one.stop.mockRejectedValue(new Error('umount failed: busy.'));
      harness.startThrowAwayEngine.mockResolvedValueOnce(one);
      await engine.get();
      await engine.close();
      expect(notes).toEqual([
        'Something is left of an engine of this grading: umount failed: busy. The next grading removes it.',
      ]);
      expect(engine.hasLeftovers).toBe(true);
    });

    test('where it cannot be made, that is said once, and the other one is used', async () => {
      const { engine, notes } = keeper();
      harness.obtainEngine.mockResolvedValue(base);
      harness.isAnswering.mockResolvedValueOnce(false).mockResolvedValue(true);
      harness.startThrowAwayEngine.mockRejectedValue(new Error('mount failed: no loop device.'));
      expect((await engine.get()).engine.name).toBe('base');
      expect(harness.startThrowAwayEngine).toHaveBeenCalledOnce();
      expect(notes[0]).toBe(
        'This grading cannot have an engine of its own, and what a build writes is not limited: mount failed: no loop device.',
      );
    });

    test('where the machine has no room for it, grading does not begin', async () => {
      const { engine } = keeper();
      harness.obtainEngine.mockResolvedValue(base);
      harness.startThrowAwayEngine.mockRejectedValue(diskFull());
      await expect(engine.get()).rejects.toMatchObject({ fault: 'disk' });
    });
  },
);
