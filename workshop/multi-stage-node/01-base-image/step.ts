import { basedOn, defineStep, hasDockerfile } from '@kit/checker';

export default defineStep({
  id: 'base-image',
  title: 'Begin the first stage',
  goal: 'parse',
  needs: [],
  minutes: 8,
  checks: [
    hasDockerfile({ judgedElsewhere: ['HEALTHCHECK', 'USER'] }),
    basedOn({ repository: 'node', major: 24, example: 'node:24-alpine' }),
  ],
});
