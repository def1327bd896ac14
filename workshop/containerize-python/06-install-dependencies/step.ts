import { defineStep, installsRequirements } from '@kit/checker';

export default defineStep({
  id: 'install-dependencies',
  title: 'Install the dependencies',
  goal: 'parse',
  needs: ['copy-files'],
  minutes: 12,
  checks: [installsRequirements('requirements.txt')],
});
