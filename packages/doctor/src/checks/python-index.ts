import { plain } from '@kit/checker';
import { standInReference } from '@kit/harness/find';
import { notOk, ok } from '../check.ts';
import type { Check } from '../check.ts';
import { imageOf } from '../image.ts';
import { whyNoAnswer } from '../no-answer.ts';
import { standInHelp } from '../stand-in.ts';

/** `pip install` finds its packages. */
export const pythonIndex: Check = {
  id: 'python-index',
  title: 'Python index',
  async examine(machine) {
    const asking = machine.pythonIndex().then(
      ({ status }) => ({ status }),
      (error: unknown) => ({ error }),
    );
    const found = await machine.engine();
    const image = await imageOf(found, standInReference);
    if (image?.isStandIn === true) {
      return ok(`It is not asked: the stand-in for ${standInReference} brings the packages.`);
    }
    if (image !== undefined && image.packages.length > 0) {
      const packages = plain(image.packages.join(', '), 200);
      return ok(
        `It is not asked: ${standInReference} brings ${packages} from a workshop bundle, and pip in it looks nowhere else.`,
      );
    }
    const answer = await asking;
    if ('error' in answer) {
      const { reason, remedy } = whyNoAnswer(answer.error, machine.system);
      return notOk(`pypi.org ${reason}.`, standInHelp(found) ?? remedy);
    }
    if (answer.status === 200) return ok('pypi.org answers.');
    return notOk(`pypi.org answers with HTTP ${answer.status}.`, {
      text: 'Look whether it has trouble: https://status.python.org/',
    });
  },
};
