import { ofKind, stepsOfImage } from '../stages.ts';
import type { Advice } from '../step.ts';
import { hadolintRule } from '../rules.ts';

/** Containers run as root where no USER says otherwise. */
export const ownUser: Advice = {
  name: 'own-user',
  advise({ plan }) {
    const { target } = plan;
    // A beginning that starts nothing yet has no use for it.
    if (target === undefined || ofKind(stepsOfImage(plan), 'command').length === 0) return [];
    const [user = ''] = (target.config.User ?? '').split(':');
    if (!/^(root|0*)$/.test(user)) return [];
    return [
      {
        check: 'own-user',
        message: 'The app runs as `root` in its containers.',
        why: 'Who breaks into the app has all rights in the container then. A web server that listens above port 1023 needs none of them.',
        help: 'Add `USER nobody` above `CMD`.',
        ...hadolintRule('DL3002'),
      },
    ];
  },
};
