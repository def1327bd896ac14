import { beforeEach, describe, expect, test } from 'vitest';
import type { RunningApp } from '../loop/run-app.ts';
import { createApp } from './app.ts';
import type { App } from './app.ts';

const digest = 'sha256:1';
const url = 'http://127.0.0.1:8000';
let log: string[];
let app: App;
/** Ends the container that runs. */
let end: () => void;
/** Takes its engine away. */
let lose: (error: Error) => void;

function create(run?: (signal: AbortSignal) => Promise<RunningApp>): void {
  app = createApp({
    ready: () => Promise.resolve(),
    run: run ?? start,
    open: (address) => {
      log.push(`open ${address}`);
      return Promise.resolve();
    },
    onChange: () => log.push(app.state.kind),
  });
}

function start(): Promise<RunningApp> {
  log.push('run');
  const exited = new Promise<void>((resolve, reject) => {
    end = resolve;
    lose = reject;
  });
  const stop = () => {
    log.push('stop');
    return Promise.resolve();
  };
  return Promise.resolve({ kind: 'running', url, digest, exited, stop });
}

beforeEach(() => {
  log = [];
  create();
});

const settled = (kind: string) => expect.poll(() => app.state.kind, { interval: 1 }).toBe(kind);

async function started(): Promise<void> {
  app.toggle();
  await settled('running');
  log = [];
}

test('starts, opens the browser, and stops', async () => {
  app.toggle();
  await settled('running');
  app.toggle();
  await app.close();
  expect(log).toEqual(['starting', 'run', 'running', `open ${url}`, 'off', 'stop']);
});

describe('a save', () => {
  test('that changes the image starts it anew, without another window of the browser', async () => {
    app.follow('sha256:1');
    await started();
    app.follow('sha256:2');
    await settled('running');
    expect(log).toEqual(['starting', 'stop', 'run', 'running']);
  });

  test('that changes nothing in the image, or does not build, leaves it alone', async () => {
    app.follow('sha256:1');
    await started();
    app.follow('sha256:1');
    app.follow(undefined);
    expect(log).toEqual([]);
  });

  test('while it starts makes it start once more', async () => {
    const { promise, resolve } = Promise.withResolvers<RunningApp>();
    let starts = 0;
    create(() => (starts++ === 0 ? promise : start()));
    app.follow('sha256:1');
    app.toggle();
    await expect.poll(() => starts).toBe(1);
    app.follow('sha256:2');
    resolve(await start());
    await expect.poll(() => starts).toBe(2);
    await settled('running');
    app.follow('sha256:2');
    expect(starts).toBe(2);
  });

  test('starts nothing that does not run', () => {
    app.follow('sha256:1');
    app.follow('sha256:2');
    expect(log).toEqual([]);
  });
});

test('a container that ends by itself is told of, and cleaned up', async () => {
  await started();
  end();
  await settled('failed');
  expect(app.state).toEqual({
    kind: 'failed',
    message: 'The container ended.',
    lines: ['`r` starts it again.'],
  });
  expect(log).toEqual(['stop', 'failed']);
  app.dismiss();
  expect(app.state.kind).toBe('off');
});

test('a container whose engine goes is no longer there, and is no fault', async () => {
  await started();
  lose(new Error('socket hang up'));
  await settled('off');
  expect(log).toEqual(['stop', 'off']);
});

test('a container that its engine took along is removed when it answers again', async () => {
  let isGone = true;
  const stop = () => {
    log.push('stop');
    return isGone ? Promise.reject(new Error('connect ENOENT')) : Promise.resolve();
  };
  create(async () => ({ ...(await start()), stop }) as RunningApp);
  await started();
  end();
  await settled('failed');
  isGone = false;
  await app.close();
  await app.close();
  expect(log).toEqual(['stop', 'failed', 'stop']);
});

test('the words of a failure are of one round: the next one takes them away', async () => {
  app.judging(1);
  await started();
  end();
  await settled('failed');
  app.judging(1);
  expect(app.state.kind).toBe('failed');
  app.judging(2);
  expect(app.state.kind).toBe('off');
});

test('a build that fails is told in the engine’s words', async () => {
  const failed = { kind: 'failed', message: 'It does not build.', lines: ['why'], digest } as const;
  create(() => Promise.resolve(failed));
  app.toggle();
  await settled('failed');
  expect(app.state).toMatchObject({ message: 'It does not build.', lines: ['why'] });
});

test('no engine is told with what to do', async () => {
  create(() => Promise.reject(Object.assign(new Error('No engine.'), { help: 'Get one.' })));
  app.toggle();
  await settled('failed');
  expect(app.state).toMatchObject({ message: 'No engine.', lines: ['Get one.'] });
});

test('stopped while it starts: whatever starts all the same is stopped', async () => {
  const { promise, resolve } = Promise.withResolvers<RunningApp>();
  create(() => {
    log.push('build');
    return promise;
  });
  app.toggle();
  await expect.poll(() => log).toContain('build');
  app.toggle();
  resolve(await start());
  await app.close();
  expect(log).toEqual(['starting', 'build', 'off', 'run', 'stop']);
});

test('closed while it runs: it is stopped', async () => {
  await started();
  await app.close();
  expect(log).toEqual(['stop']);
});
