import { defineStep, exposesPort, startsNode } from '@kit/checker';

export default defineStep({
  id: 'start-command',
  title: 'Say what is started',
  goal: 'parse',
  needs: ['final-stage'],
  minutes: 8,
  checks: [exposesPort(3000), startsNode({ script: 'dist/server.js' })],
});
