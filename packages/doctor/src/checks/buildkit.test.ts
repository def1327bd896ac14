import { expect, test } from 'vitest';
import { anEngine, machineWith } from '../fixture.ts';
import { buildKit } from './buildkit.ts';

const newer = {
  text: 'Builds are told in more detail by BuildKit, which Docker Engine 23 and newer have.',
};

test.each([
  [{ engine: anEngine() }, { status: 'ok', found: 'It builds with BuildKit.' }],
  [
    { engine: anEngine({ engine: { hasBuildKit: false } }) },
    {
      status: 'ok',
      found: 'It builds with the classic builder, which knows the workshop’s instructions too.',
      remedy: newer,
    },
  ],
  [
    { engine: anEngine({ engine: { hasBuildKit: false, name: 'Podman' } }) },
    {
      status: 'ok',
      found: 'It builds with Buildah, which knows the workshop’s instructions too.',
      remedy: newer,
    },
  ],
  [
    { engine: anEngine(), env: { DOCKER_BUILDKIT: '0' } },
    {
      status: 'not ok',
      found: 'The engine has it, and DOCKER_BUILDKIT=0 keeps `docker build` from it.',
      remedy: { text: 'Take that back in this terminal:', command: 'unset DOCKER_BUILDKIT' },
    },
  ],
  [{}, { status: 'unknown', found: 'No engine answers that could be asked.' }],
])('%#', async (parts, expected) => {
  expect(await buildKit.examine(machineWith(parts))).toEqual(expected);
});
