import { copies, defineStep, startsApp, worksIn } from '@kit/checker';

export default defineStep({
  id: 'start-command',
  title: 'Set the start command',
  goal: 'parse',
  // While base-image fails, a learner is told nothing about this step.
  needs: ['base-image'],
  checks: [worksIn('/usr/src/app'), copies(['server.py']), startsApp({ script: 'server.py' })],
});
