import { ofKind, stepsOfImage } from '../stages.ts';
import type { Advice } from '../step.ts';
import { hadolintRule } from '../rules.ts';

/**
 * Docker knows that a process runs, not that it answers.
 * @param command the shell command to offer; its exit code is the answer.
 */
export function healthCheck(command: string): Advice {
  const name = 'health-check';
  return {
    name,
    advise({ plan }) {
      if (plan.target?.config.Healthcheck !== undefined) return [];
      // A beginning that starts nothing yet has no use for it.
      if (ofKind(stepsOfImage(plan), 'command').length === 0) return [];
      return [
        {
          check: name,
          message: 'Docker cannot tell whether the app answers.',
          why: 'It sees that the process runs. With a health check it asks now and then, and `docker ps` shows `healthy` or `unhealthy`.',
          help: `Add \`HEALTHCHECK CMD ${command}\` above \`CMD\`.`,
          ...hadolintRule('DL3057'),
        },
      ];
    },
  };
}
