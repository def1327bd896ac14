import { copies, defineStep } from '@kit/checker';

export default defineStep({
  id: 'copy-files',
  title: 'Copy the app into the image',
  goal: 'parse',
  needs: ['working-directory'],
  minutes: 12,
  checks: [copies(['requirements.txt', 'server.py'])],
});
