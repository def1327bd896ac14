import { defineStep, runsScript } from '@kit/checker';

export default defineStep({
  id: 'build-stage',
  title: 'Test and build in the first stage',
  goal: 'parse',
  needs: ['base-image'],
  minutes: 18,
  checks: [
    // As the `scripts` of apps/node-server/package.json have them.
    runsScript({ name: 'test', runs: /^node( --[\w-]+)* --test\b/ }),
    runsScript({ name: 'build', runs: /^node( --[\w=-]+)* (\.\/)?build\.js\b/ }),
  ],
});
