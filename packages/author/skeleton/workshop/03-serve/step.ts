import { builds, defineStep, serves } from '@kit/checker';

export default defineStep({
  id: 'serve',
  title: 'Run the container',
  // The image is built, a container started, and the app asked for its page.
  goal: 'serve',
  needs: ['start-command'],
  checks: [
    builds(),
    // What only the page of this app has.
    serves({
      path: '/',
      port: 8000,
      contains: '<meta name="application-name" content="my-workshop">',
    }),
  ],
});
