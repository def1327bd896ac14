import type { RunningApp } from '@kit/verify';
import { expect, test } from 'vitest';
import { createAppRunner } from './app-runner.ts';

const url = 'http://127.0.0.1:8000';

interface Container {
  readonly app: RunningApp;
  /** Its first process ends. */
  end(): void;
  isStopped: boolean;
}

function container(stop = () => Promise.resolve()): Container {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const made: Container = {
    app: {
      kind: 'running',
      url,
      digest: 'd',
      exited: promise,
      stop: () => {
        made.isStopped = true;
        return stop();
      },
    },
    end: () => {
      resolve(undefined);
    },
    isStopped: false,
  };
  return made;
}

function runnerOf(...runs: (() => Promise<RunningApp>)[]) {
  const seen: string[] = [];
  const runner = createAppRunner(
    () => runs.shift()?.() ?? Promise.reject(new Error('Nothing left.')),
    () => void seen.push(runner.state.kind),
  );
  return { runner, seen };
}

const gone = () => Promise.reject(new Error('write EPIPE'));

test('started, started anew, stopped', async () => {
  const [first, second] = [container(), container()];
  const { runner, seen } = runnerOf(
    () => Promise.resolve(first.app),
    () => Promise.resolve(second.app),
  );
  await runner.start();
  expect(runner.state).toEqual({ kind: 'running', url, digest: 'd' });
  await runner.start();
  expect([first.isStopped, second.isStopped]).toEqual([true, false]);
  await runner.stop();
  expect(second.isStopped).toBe(true);
  expect(seen).toEqual(['starting', 'running', 'starting', 'running', 'stopped']);
});

test('one that ends by itself is told, and removed', async () => {
  const only = container();
  const { runner } = runnerOf(() => Promise.resolve(only.app));
  await runner.start();
  only.end();
  await expect
    .poll(() => runner.state)
    .toMatchObject({
      kind: 'failed',
      message: 'The container has ended.',
      digest: 'd',
    });
  expect(only.isStopped).toBe(true);
});

test('an engine that has gone takes its container along, and nothing else', async () => {
  const only = container(gone);
  const { runner } = runnerOf(() => Promise.resolve(only.app));
  await runner.start();
  only.end();
  await expect.poll(() => runner.state.kind).toBe('failed');
  await runner.start();
  expect(runner.state).toMatchObject({ kind: 'failed', message: 'Nothing left.' });
});

test('one that its engine took along is removed when it answers again', async () => {
  let stops = 0;
  const only = container(() => (stops++ === 0 ? gone() : Promise.resolve()));
  const { runner } = runnerOf(() => Promise.resolve(only.app));
  await runner.start();
  only.end();
  await expect.poll(() => runner.state.kind).toBe('failed');
  await runner.stop();
  await runner.stop();
  expect(stops).toBe(2);
});

test('one that cannot be stopped is told', async () => {
  const { runner } = runnerOf(() => Promise.resolve(container(gone).app));
  await runner.start();
  await runner.stop();
  expect(runner.state).toMatchObject({ kind: 'failed', message: 'write EPIPE' });
});
