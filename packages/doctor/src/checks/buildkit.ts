import { notOk, ok, unknown } from '../check.ts';
import type { Check } from '../check.ts';
import { unsetVariables } from '../commands.ts';

/** The engine builds with BuildKit, and `docker build` is not told otherwise. */
export const buildKit: Check = {
  id: 'buildkit',
  title: 'BuildKit',
  async examine({ engine, env, system }) {
    const found = await engine();
    if (found.kind === 'none') return unknown('No engine answers that could be asked.');
    const { hasBuildKit, name } = found.engine;
    if (!hasBuildKit) {
      const builder = name === 'Podman' ? 'Buildah' : 'the classic builder';
      return ok(`It builds with ${builder}, which knows the workshop’s instructions too.`, {
        text: 'Builds are told in more detail by BuildKit, which Docker Engine 23 and newer have.',
      });
    }
    if (env.DOCKER_BUILDKIT === '0') {
      return notOk('The engine has it, and DOCKER_BUILDKIT=0 keeps `docker build` from it.', {
        text: 'Take that back in this terminal:',
        command: unsetVariables(['DOCKER_BUILDKIT'], system),
      });
    }
    return ok('It builds with BuildKit.');
  },
};
