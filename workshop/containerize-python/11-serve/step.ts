import { defineStep, serves } from '@kit/checker';

export default defineStep({
  id: 'serve',
  title: 'Run the container',
  goal: 'serve',
  needs: ['build-image', 'start-command'],
  minutes: 10,
  checks: [
    // The page of apps/python-server names itself in this tag.
    serves({
      path: '/',
      port: 8000,
      contains: '<meta name="application-name" content="python-server">',
    }),
  ],
});
