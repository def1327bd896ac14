import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { builds, serves } from '@kit/checker';
import type { Challenge, GradingApp } from '@kit/checker';

const app = new URL('../../../apps/node-server/', import.meta.url);

/** What the sample app brings besides; grading puts it back as it was. */
const others = ['build.js', 'package.json', 'page.test.ts', 'page.ts'];

const lastFact = '    Node: process.version,\n';

/**
 * The app that grading puts in the folder: its page is the same, and it answers
 * a question that only who runs it can answer.
 */
export const gradingApp = (challenge: Challenge): GradingApp => ({
  files: {
    ...Object.fromEntries(others.map((name) => [name, textOf(new URL(name, app))])),
    'server.ts': answering(textOf(new URL('server.ts', app)), challenge),
  },
  servingLine: 'Listening on port 3000 of every network interface',
  checks: {
    serve: [
      builds(),
      serves({
        path: '/',
        query: `challenge=${challenge.nonce}`,
        port: 3000,
        contains: createHmac('sha256', challenge.key).update(challenge.nonce).digest('hex'),
        app: { file: 'dist/server.js', start: 'CMD ["node", "dist/server.js"]' },
        other: {
          message:
            'Something answers on port 3000, and it was not built from the `server.ts` that was in the folder.',
          why: 'To see that your image is built from the app that it is given, grading puts its own `server.ts` in the place of yours, and the other files back as they came. Only that `server.ts` knows the answer that grading asks for.',
          help: 'Copy the app from the folder into the first stage, build it there with `RUN npm run build`, and take `dist` from that stage.',
        },
      }),
    ],
  },
});

/** The server of the sample app, with one fact more on its page. */
function answering(server: string, { key }: Challenge): string {
  return `${server.replace(lastFact, `${lastFact}    ...answerTo(request.url),\n`)}
// Grading writes its key here: who does not run this file cannot answer what it asks.
import { createHmac } from 'node:crypto';

function answerTo(url = '/') {
  const challenge = new URL(url, 'http://app').searchParams.get('challenge');
  if (challenge === null) return {};
  return { Answer: createHmac('sha256', '${key}').update(challenge).digest('hex') };
}
`;
}

function textOf(file: URL): string {
  return readFileSync(file, 'utf8');
}
