import { asksHealth, defineStep } from '@kit/checker';

export default defineStep({
  id: 'health-check',
  title: 'Let Docker ask how it is',
  goal: 'parse',
  needs: ['base-image'],
  minutes: 12,
  checks: [
    asksHealth({
      port: 3000,
      example: 'HEALTHCHECK CMD wget -q -O /dev/null http://127.0.0.1:3000/health',
    }),
  ],
});
