import { EngineUnavailableError } from '@kit/harness/find';
import { expect, test } from 'vitest';
import { anEngine, machineWith, noEngine } from '../fixture.ts';
import { engine } from './engine.ts';

test.each([
  [
    'one that answers',
    anEngine(),
    { status: 'ok', found: 'Docker Engine 28.5.2, at unix:///var/run/docker.sock' },
  ],
  [
    'one of a strange name',
    anEngine({
      engine: { name: 'Engine\u001b[2J\u202e', version: '1\n2', address: 'tcp://\u0007' },
    }),
    { status: 'ok', found: 'Engine\ufffd 1 2, at tcp://' },
  ],
  [
    'the kit’s own, and this terminal has no `docker` for it',
    anEngine({ engine: { howToUseDocker: 'export PATH=/cache/bin:$PATH' } }),
    {
      status: 'ok',
      found: 'Docker Engine 28.5.2, at unix:///var/run/docker.sock',
      remedy: {
        text: 'For its `docker` in this terminal:',
        command: 'export PATH=/cache/bin:$PATH',
      },
    },
  ],
  [
    'none',
    () => Promise.resolve(noEngine()),
    {
      status: 'not ok',
      found: 'No container engine answers on this machine.',
      remedy: {
        text: 'Get one, and run the same command again:',
        command: 'sudo systemctl enable --now docker',
      },
    },
  ],
  [
    'none, and the kit can get one',
    () => Promise.resolve(noEngine({ canHost: true })),
    {
      status: 'not ok',
      found: 'No container engine answers on this machine.',
      remedy: {
        text: 'The kit can get an engine of its own:',
        command: 'npx --yes pnpm@12 engine up',
      },
    },
  ],
  [
    'one that keeps silent',
    () => {
      const help = 'Start it anew, and run the same command again:\n  npx --yes pnpm@12 engine up';
      const error = new EngineUnavailableError('silent', 'It does not answer.', help);
      return Promise.resolve(noEngine({ error, canHost: true }));
    },
    {
      status: 'not ok',
      found: 'It does not answer.',
      remedy: {
        text: 'Start it anew, and run the same command again:',
        command: 'npx --yes pnpm@12 engine up',
      },
    },
  ],
] as const)('%s', async (_, find, expected) => {
  expect(await engine.examine(machineWith({ engine: find }))).toEqual(expected);
});
