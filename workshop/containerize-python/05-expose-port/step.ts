import { defineStep, exposesPort } from '@kit/checker';

export default defineStep({
  id: 'expose-port',
  title: 'Expose the port',
  goal: 'parse',
  needs: ['base-image'],
  checks: [exposesPort(8000)],
});
