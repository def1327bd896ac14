import { expect, test } from 'vitest';
import { privateEngineLayout } from './layout.ts';

test.each([
  [{ WORKSHOP_ENGINE_HOME: '/srv/engine', XDG_CACHE_HOME: '/cache' }, '/srv/engine'],
  [{ XDG_CACHE_HOME: '/cache' }, '/cache/docker-workshop-kit/engine'],
])('%j', (env, home) => {
  expect(privateEngineLayout(env).home).toBe(home);
});

test('a relative XDG_CACHE_HOME does not count', () => {
  const { home } = privateEngineLayout({ XDG_CACHE_HOME: 'cache' });
  expect(home).toBe(privateEngineLayout({}).home);
});

test('each folder has a name of its own, short enough for a network device', () => {
  const names = ['/a', '/b'].map(
    (home) => privateEngineLayout({ WORKSHOP_ENGINE_HOME: home }).name,
  );
  expect(new Set(names).size).toBe(2);
  for (const name of names) expect(name).toMatch(/^.{1,15}$/);
});

test('sockets stand elsewhere where the folder is too long for them', () => {
  const short = privateEngineLayout({ WORKSHOP_ENGINE_HOME: '/srv/engine' });
  const long = privateEngineLayout({ WORKSHOP_ENGINE_HOME: `/srv/${'engine'.repeat(12)}` });
  expect(short.address).toBe('unix:///srv/engine/run/docker.sock');
  expect(long.address).toBe(`unix:///run/${long.name}/docker.sock`);
});

test.each([
  [104, true],
  [105, false],
])(
  'a socket of containerd with a path of %i bytes stands in the folder: %s',
  (length, isInside) => {
    const rest = '/run/exec/containerd/containerd-debug.sock'.length;
    const home = `/${'e'.repeat(length - rest - 1)}`;
    const { run } = privateEngineLayout({ WORKSHOP_ENGINE_HOME: home });
    expect(run.startsWith(home)).toBe(isInside);
  },
);
