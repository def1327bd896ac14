import { defineStep, worksIn } from '@kit/checker';

export default defineStep({
  id: 'working-directory',
  title: 'Set the working directory',
  goal: 'parse',
  needs: ['base-image'],
  minutes: 6,
  checks: [worksIn('/usr/src/app')],
});
