import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openEngineSession } from '../engine-session.ts';
import { verifySubmission } from '../verify.ts';
import { loadWorkshop, repository } from '../workshops.ts';
import { layOut } from './attempt.ts';

// The version of Python is the one that the test's engine has.
const followed = `FROM python:3-alpine
WORKDIR /usr/src/app
COPY requirements.txt .
RUN pip install --no-cache-dir -qr requirements.txt
COPY . .
EXPOSE 8000
HEALTHCHECK CMD python3 -c "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000')"
USER nobody
CMD ["python3", "./server.py"]
`;

test('who follows all advice passes, and is given no more', async () => {
  const workshop = await loadWorkshop('containerize-python');
  await using learner = await layOut(path.join(repository, workshop.app));
  await writeFile(path.join(learner.path, 'Dockerfile'), followed);
  await writeFile(path.join(learner.path, '.dockerignore'), 'Dockerfile\n');
  const report = await verifySubmission(
    {
      workshop,
      directory: learner.path,
      mode: 'full',
      openSession: (request) =>
        openEngineSession(request, {
          playsLearner: true,
          mayStartPrivateEngine: () => Promise.resolve(true),
        }),
    },
    () => undefined,
    new AbortController().signal,
  );
  expect(report.outcome).toBe('passed');
  expect(report).not.toHaveProperty('corrections');
  expect(report.advice.map(({ check }) => check)).toEqual(['tag-of-base']);
});
