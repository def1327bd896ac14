import { defineStep, exposesPort } from '@kit/checker';

export default defineStep({
  id: 'expose-port',
  title: 'Expose the port',
  goal: 'parse',
  needs: ['base-image'],
  minutes: 5,
  checks: [exposesPort(8000)],
});
