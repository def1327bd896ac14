import { basedOn, defineStep, hasDockerfile } from '@kit/checker';

export default defineStep({
  // Its folder is `01-` and this.
  id: 'base-image',
  // The title at the top of step.md.
  title: 'Choose a base image',
  // What can judge it: `parse` needs no engine; `build`, `tag` and `serve` need one.
  goal: 'parse',
  // Ids of earlier steps without which this one makes no sense.
  needs: [],
  // All have to hold. `packages/checker/src/checks` has those that there are.
  checks: [
    hasDockerfile(),
    basedOn({ repository: 'python', major: 3, example: 'python:3-alpine' }),
  ],
});
