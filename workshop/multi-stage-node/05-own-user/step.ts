import { defineStep, runsAsUser } from '@kit/checker';

export default defineStep({
  id: 'own-user',
  title: 'Run as another user than root',
  goal: 'parse',
  needs: ['base-image'],
  minutes: 8,
  checks: [runsAsUser('node')],
});
