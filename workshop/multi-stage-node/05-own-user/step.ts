import { defineStep, runsAsUser } from '@kit/checker';

export default defineStep({
  id: 'own-user',
  title: 'Run as another user than root',
  goal: 'parse',
  needs: ['base-image'],
  checks: [runsAsUser('node')],
});
