import { expect, test } from 'vitest';
import type { Engine } from './engine.ts';
import { watchFreeSpace } from './free-space.ts';

const engineAt = (address: string, root: string) =>
  ({
    address,
    client: { info: () => Promise.resolve({ DockerRootDir: root }) },
  }) as unknown as Engine;

test('a disk with less than is to stay free', async () => {
  const engine = engineAt('unix:///run/docker.sock', import.meta.dirname);
  using space = await watchFreeSpace(engine, { bytes: 2 ** 60, files: 0 });
  expect(space.wasFull).toBe(true);
  expect(space.full.reason).toMatchObject({ fault: 'disk' });
});

test('a disk with room, one without, and one that is elsewhere', async () => {
  using here = await watchFreeSpace(engineAt('unix:///run/docker.sock', import.meta.dirname));
  expect(here.wasFull).toBe(false);
  expect(here.full.aborted).toBe(false);
  // Such file systems have no blocks at all.
  using none = await watchFreeSpace(engineAt('unix:///run/docker.sock', '/proc'));
  expect(none.wasFull).toBe(process.platform === 'linux' ? true : 'unknown');
  using remote = await watchFreeSpace(engineAt('tcp://10.0.0.1:2375', import.meta.dirname));
  expect(remote.wasFull).toBe('unknown');
  using gone = await watchFreeSpace(engineAt('unix:///run/docker.sock', '/nowhere/at/all'));
  expect(gone.wasFull).toBe('unknown');
});
