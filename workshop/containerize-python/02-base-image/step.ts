import { basedOn, defineStep } from '@kit/checker';

export default defineStep({
  id: 'base-image',
  title: 'Choose a base image',
  goal: 'parse',
  needs: ['create-dockerfile'],
  minutes: 8,
  checks: [basedOn({ repository: 'python', major: 3, example: 'python:3-alpine' })],
});
