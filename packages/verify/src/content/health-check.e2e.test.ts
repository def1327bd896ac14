import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readSubmission } from '@kit/checker';
import { buildImage, keepImages, obtainEngine, removeImage } from '@kit/harness';
import { afterAll, expect, test } from 'vitest';
import { verifySubmission } from '../verify.ts';
import { loadWorkshop, repository } from '../workshops.ts';
import { layOut } from './attempt.ts';
import { readStepFolders } from './step-folders.ts';

// What the step asks for is what Docker makes of it: healthy while the app answers, and not once
// it does not. Verdicts are given without an engine; here one tells.
const workshop = await loadWorkshop('multi-stage-node');
const solution = (await readStepFolders(workshop)).at(-1)?.solution;
const engine = await obtainEngine();
const kept = await keepImages(engine);
const built: string[] = [];
afterAll(async () => {
  for (const imageId of built) await removeImage(engine, imageId, kept);
});

const own = await readFile(path.join(solution?.directory ?? '', 'Dockerfile'), 'utf8');
const [ownCheck = ''] = /^HEALTHCHECK .*$/m.exec(own) ?? [];

test.concurrent.each([
  ownCheck,
  'HEALTHCHECK CMD ["wget", "-qO-", "localhost:3000/health"]',
  `HEALTHCHECK CMD node -e "fetch('http://localhost:3000').then(r => process.exit(r.ok ? 0 : 1))"`,
  'HEALTHCHECK CMD wget -qO- http://localhost:8000',
  'HEALTHCHECK CMD curl -f http://localhost:3000',
  'HEALTHCHECK CMD wget -qO- http://localhost:3000 || true',
  'HEALTHCHECK CMD exit 0',
])('%s', async (instruction) => {
  await using learner = await layOut(path.join(repository, workshop.app), solution);
  await writeFile(
    path.join(learner.path, 'Dockerfile'),
    own.replace(ownCheck, () => instruction),
  );
  const status = await verdictOn(learner.path);
  const imageId = await build(learner.path);
  const [whileItAnswers, whileItDoesNot] = await Promise.all([
    healthOf(imageId),
    healthOf(imageId, ['sleep', '60']),
  ]);
  const tells = whileItAnswers === 'healthy' && whileItDoesNot === 'unhealthy';
  expect(tells ? 'passed' : 'failed').toBe(status);
});

async function verdictOn(directory: string): Promise<string | undefined> {
  const openSession = () => Promise.reject(new Error('No engine is asked.'));
  const { signal } = new AbortController();
  const request = { workshop, directory, mode: 'static', openSession } as const;
  const { steps } = await verifySubmission(request, () => undefined, signal);
  return steps.find(({ id }) => id === 'health-check')?.status;
}

async function build(folder: string): Promise<string> {
  const { path: directory, context } = await readSubmission(folder);
  const outcome = await buildImage(engine, { directory, context, dockerfile: 'Dockerfile' });
  if (outcome.kind === 'failed') throw new Error(outcome.message);
  built.push(outcome.imageId);
  return outcome.imageId;
}

/** What Docker says of a container after the first time that it asked. */
async function healthOf(imageId: string, command?: readonly string[]): Promise<string> {
  const container = await engine.client.createContainer({
    Image: imageId,
    ...(command && { Cmd: [...command] }),
    // What is asked is the image's; how often is the test's.
    Healthcheck: { Interval: 500_000_000, Retries: 4 },
  });
  try {
    await container.start();
    for (;;) {
      const { State } = await container.inspect();
      const health = State.Health?.Status ?? 'none';
      if (health !== 'starting') return health;
      await sleep(100);
    }
  } finally {
    await container.remove({ force: true, v: true });
  }
}
