import { cp, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EngineSession, SessionRequest } from '../engine-session.ts';
import { solved } from '../reporters/samples.ts';
import { loadWorkshop, repository } from '../workshops.ts';
import type { LoopState } from './loop-state.ts';
import { startLoop } from './loop.ts';
import type { Loop, LoopRequest } from './loop.ts';

const workshop = await loadWorkshop('containerize-python');
let folder: string;
let loop: Loop;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'loop-'));
  await cp(path.join(repository, 'apps/python-server'), folder, { recursive: true });
});

afterEach(async () => {
  await loop.close();
  await rm(folder, { recursive: true, force: true });
});

const save = (text: string, name = 'Dockerfile') => writeFile(path.join(folder, name), text);

function start(request: Partial<LoopRequest> = {}): readonly LoopState[] {
  const states: LoopState[] = [];
  loop = startLoop({
    workshop,
    directory: folder,
    mode: 'static',
    openSession: () => Promise.reject(new Error('No engine is asked here.')),
    look: () => Promise.resolve('none'),
    ...request,
  });
  loop.subscribe((state) => states.push(state));
  return states;
}

const letters = { passed: 'P', failed: 'F', blocked: 'B', skipped: 'S', error: 'E', waiting: 'W' };
const verdicts = () => loop.state.steps.map(({ status }) => letters[status]).join('');
const expectVerdicts = (wanted: string) =>
  expect.poll(verdicts, { interval: 5, timeout: 5000 }).toBe(wanted);

describe('a save', () => {
  test('of each line, one after the other', async () => {
    start();
    await expectVerdicts('FBBBBBBSSSS');
    let text = '';
    const wanted = ['PPFBFBBSSSS', 'PPPFFBBSSSS', 'PPPFFBBSSSS', 'PPPPFFFSSSS', 'PPPPPFFSSSS'];
    for (const [index, line] of solved.trimEnd().split('\n').entries()) {
      text += `${line}\n`;
      await save(text);
      await expectVerdicts([...wanted, 'PPPPPPFSSSS', 'PPPPPPPSSSS'][index] ?? '');
    }
  });

  test('that an editor makes by renaming', async () => {
    await save('FROM scratch\n');
    start();
    await expectVerdicts('PFBBBBBSSSS');
    await save(solved, '.Dockerfile.swp');
    await rename(path.join(folder, '.Dockerfile.swp'), path.join(folder, 'Dockerfile'));
    await expectVerdicts('PPPPPPPSSSS');
  });

  test('of nothing new starts no round', async () => {
    await save(solved);
    start();
    await expectVerdicts('PPPPPPPSSSS');
    const { round } = loop.state;
    await save(solved);
    await sleep(700);
    expect(loop.state.round).toBe(round);
  });

  test('of the ignore file, and of a file that is copied', async () => {
    await save(solved);
    start();
    await expectVerdicts('PPPPPPPSSSS');
    await save('server.py\n', '.dockerignore');
    await expectVerdicts('PPPFPBBSSSS');
    await rm(path.join(folder, '.dockerignore'));
    await expectVerdicts('PPPPPPPSSSS');
    const { round } = loop.state;
    await save('print()\n', 'server.py');
    await expect.poll(() => loop.state.round).toBe(round + 1);
  });

  test('half of it: what stands there is judged, and then the rest', async () => {
    start();
    for (const size of [10, 40, 60, solved.length]) {
      await save(solved.slice(0, size));
      await sleep(1);
    }
    await expectVerdicts('PPPPPPPSSSS');
  });
});

test('a Dockerfile that is deleted and written again', async () => {
  await save(solved);
  start();
  await expectVerdicts('PPPPPPPSSSS');
  await rm(path.join(folder, 'Dockerfile'));
  await expectVerdicts('FBBBBBBSSSS');
  await save(solved);
  await expectVerdicts('PPPPPPPSSSS');
});

test('a folder that goes away and comes back', async () => {
  await save(solved);
  start();
  await expectVerdicts('PPPPPPPSSSS');
  await rename(folder, `${folder}.away`);
  await expect.poll(() => loop.state.trouble?.reason).toMatch(/^There is no folder/);
  expect(loop.state.phase).toBe('settled');
  await rename(`${folder}.away`, folder);
  await expect.poll(() => loop.state.trouble, { timeout: 5000 }).toBe(undefined);
  expect(verdicts()).toBe('PPPPPPPSSSS');
  await save('FROM scratch\n');
  await expectVerdicts('PFBBBBBSSSS');
});

describe('with an engine', () => {
  interface Asked extends SessionRequest {
    readonly finish: () => void;
  }
  let asked: Asked[];

  /** An engine whose builds go on until the test, or a save, ends them. */
  function openSession(request: SessionRequest): Promise<EngineSession> {
    const { promise, reject } = Promise.withResolvers<never>();
    const finish = () => {
      reject(new Error('The engine went away.'));
    };
    asked.push({ ...request, finish });
    request.signal.addEventListener('abort', () => {
      reject(request.signal.reason as Error);
    });
    const session: Partial<EngineSession> = {
      build: () => promise,
      close: () => Promise.resolve(),
    };
    return Promise.resolve(session as EngineSession);
  }

  beforeEach(() => {
    asked = [];
  });

  test('the Dockerfile’s verdicts are there while it builds, and a save stops the build', async () => {
    await save(solved);
    const states = start({ mode: 'full', openSession });
    await expect.poll(() => asked.length).toBe(1);
    expect(verdicts()).toBe('PPPPPPPWWWW');
    expect(loop.state).toMatchObject({ phase: 'judging', work: { step: 'build-image' } });
    await save(`${solved}# more\n`);
    await expect.poll(() => asked.length).toBe(2);
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(asked[1]?.signal.aborted).toBe(false);
    asked[1]?.finish();
    await expectVerdicts('PPPPPPPEEEE');
    expect(loop.state).toMatchObject({ phase: 'settled', work: undefined });
    expect(states.every(({ steps }) => steps.length === 11)).toBe(true);
  });

  test('it is asked again when it comes back, and when its images change', async () => {
    let images = 'none';
    await save(solved);
    start({ mode: 'full', openSession, look: () => Promise.resolve(images) });
    await expect.poll(() => asked.length).toBe(1);
    asked[0]?.finish();
    await expectVerdicts('PPPPPPPEEEE');
    images = 'unix:///engine';
    await expect.poll(() => asked.length, { timeout: 5000 }).toBe(2);
    asked[1]?.finish();
    await expectVerdicts('PPPPPPPEEEE');
    images = 'unix:///engine\nsha256:1 myapp:latest';
    await expect.poll(() => asked.length, { timeout: 5000 }).toBe(3);
  });

  test('a closed loop ends what runs', async () => {
    await save(solved);
    start({ mode: 'full', openSession });
    await expect.poll(() => asked.length).toBe(1);
    await loop.close();
    expect(asked[0]?.signal.aborted).toBe(true);
  });
});
