import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { serves } from '@kit/checker';
import type { Challenge, GradingApp } from '@kit/checker';

/**
 * The app that grading puts in the folder: its page is the same, and it answers
 * a question that only who runs it can answer.
 */
export const app = (challenge: Challenge): GradingApp => ({
  files: {
    'server.py': textOf('server.py').replace('KEY = ""', `KEY = "${challenge.key}"`),
    'requirements.txt': textOf('requirements.txt'),
  },
  servingLine: 'Listening on port 8000 of every network interface',
  checks: {
    serve: [
      serves({
        path: '/',
        query: `challenge=${challenge.nonce}`,
        port: 8000,
        contains: answerTo(challenge),
        other: {
          message:
            'Something answers on port 8000, and it is not the `server.py` that was in the folder.',
          why: 'To see that your image runs the app that it is given, grading puts a `server.py` and a `requirements.txt` of its own in the place of yours, and then builds. Only that `server.py` knows the answer that grading asks for.',
          help: 'Copy `server.py` from the folder into the image, leave it as it is, and let `CMD` start it: `CMD ["python3", "./server.py"]`.',
        },
      }),
    ],
  },
});

function answerTo({ key, nonce }: Challenge): string {
  return createHmac('sha256', key).update(nonce).digest('hex');
}

function textOf(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}
