import { defineStep, hasDockerfile } from '@kit/checker';

export default defineStep({
  id: 'create-dockerfile',
  title: 'Create a Dockerfile',
  goal: 'parse',
  needs: [],
  minutes: 5,
  checks: [hasDockerfile()],
});
