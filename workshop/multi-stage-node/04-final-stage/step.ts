import { copiesBuilt, defineStep } from '@kit/checker';

export default defineStep({
  id: 'final-stage',
  title: 'Take only what runs',
  goal: 'parse',
  needs: ['build-stage'],
  minutes: 16,
  checks: [copiesBuilt({ output: 'dist', base: 'node:24-alpine' })],
});
