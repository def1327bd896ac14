import { builds, defineStep, serves } from '@kit/checker';

export default defineStep({
  id: 'serve',
  title: 'Build and run it',
  goal: 'serve',
  needs: ['build-stage', 'start-command'],
  minutes: 10,
  checks: [
    builds(),
    // The page of apps/node-server names itself in this tag.
    serves({
      path: '/',
      port: 3000,
      contains: '<meta name="application-name" content="node-server">',
      app: { file: 'dist/server.js', start: 'CMD ["node", "dist/server.js"]' },
    }),
  ],
});
