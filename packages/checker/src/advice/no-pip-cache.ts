import { environmentOf } from '@kit/dockerfile';
import { readPipCall } from '../python/pip-command.ts';
import { ofKind, stepsOfImage } from '../stages.ts';
import type { Advice } from '../step.ts';
import { hadolintRule } from '../rules.ts';

/** pip keeps what it fetched for a next time, which an image does not have. */
export const noPipCache: Advice = {
  name: 'no-pip-cache',
  advise({ plan }) {
    const isOff = environmentOf(plan.target?.config ?? {}).has('PIP_NO_CACHE_DIR');
    const first = ofKind(stepsOfImage(plan), 'run').find(
      ({ commands, instruction }) =>
        !instruction.flags.some(
          ({ name, value }) => name === 'mount' && value?.includes('cache'),
        ) &&
        commands.some(({ argv }) => {
          const call = readPipCall(argv);
          return call?.kind === 'install' && !call.options.has('no-cache-dir');
        }),
    );
    if (isOff || first === undefined) return [];
    return [
      {
        check: 'no-pip-cache',
        message: 'The packages that pip fetched stay in the image, packed and unpacked.',
        why: 'pip keeps a copy for the next time it installs them. In an image there is no next time, and the copy makes it larger.',
        help: 'Write `pip install --no-cache-dir`.',
        ...hadolintRule('DL3042'),
        range: first.instruction.argument.range,
      },
    ];
  },
};
