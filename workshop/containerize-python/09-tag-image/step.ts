import { defineStep, tagged } from '@kit/checker';

export default defineStep({
  id: 'tag-image',
  title: 'Tag the image',
  goal: 'tag',
  needs: ['build-image'],
  minutes: 6,
  checks: [tagged('myapp:latest')],
});
