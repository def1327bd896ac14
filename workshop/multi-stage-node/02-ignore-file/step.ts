import { defineStep, leavesOut } from '@kit/checker';

export default defineStep({
  id: 'ignore-file',
  title: 'Leave out what the build does not need',
  goal: 'parse',
  needs: [],
  minutes: 10,
  checks: [
    leavesOut({
      out: ['node_modules/', '.git/', '.env'],
      in: ['build.js', 'package.json', 'page.test.ts', 'page.ts', 'server.ts'],
    }),
  ],
});
