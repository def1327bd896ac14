import { defineStep, worksIn } from '@kit/checker';

export default defineStep({
  id: 'working-directory',
  title: 'Set the working directory',
  goal: 'parse',
  needs: ['base-image'],
  checks: [worksIn('/usr/src/app')],
});
