import { builds, defineStep } from '@kit/checker';

export default defineStep({
  id: 'build-image',
  title: 'Build the image',
  goal: 'build',
  needs: ['copy-files', 'install-dependencies'],
  checks: [builds()],
});
