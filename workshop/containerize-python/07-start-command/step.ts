import { defineStep, startsApp } from '@kit/checker';

export default defineStep({
  id: 'start-command',
  title: 'Set the start command',
  goal: 'parse',
  needs: ['copy-files'],
  minutes: 12,
  checks: [startsApp({ script: 'server.py' })],
});
