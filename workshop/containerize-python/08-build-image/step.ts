import { builds, defineStep } from '@kit/checker';

export default defineStep({
  id: 'build-image',
  title: 'Build the image',
  goal: 'build',
  needs: ['copy-files', 'install-dependencies'],
  minutes: 10,
  checks: [builds()],
});
