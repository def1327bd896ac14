import { defineStep, tagged } from '@kit/checker';

export default defineStep({
  id: 'tag-version',
  title: 'Tag a version',
  goal: 'tag',
  needs: ['build-image'],
  minutes: 4,
  checks: [tagged('myapp:version1')],
});
