import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { readSubmission } from '@kit/checker';
import { buildImage, keepImages, obtainEngine, removeImage, runAndProbe } from '@kit/harness';
import { afterAll, expect, test } from 'vitest';
import { withSolution } from '../solution.ts';
import { loadWorkshop } from '../workshops.ts';

const workshop = await loadWorkshop('containerize-python');
const engine = await obtainEngine();
const kept = await keepImages(engine);
const imageId = await withSolution(workshop, async ({ directory }) => {
  const { path: folder, context } = await readSubmission(directory);
  const request = { directory: path.resolve(folder), context, dockerfile: 'Dockerfile' };
  const outcome = await buildImage(engine, request);
  if (outcome.kind === 'failed') throw new Error(outcome.message);
  return outcome.imageId;
});
afterAll(() => removeImage(engine, imageId, kept));

test('the page is whole: it asks no other server for anything', async () => {
  const outcome = await runAndProbe(engine, { imageId, port: 8000, path: '/' });
  if (outcome.kind !== 'answered') throw new Error(outcome.kind);
  expect(outcome.status).toBe(200);
  expect(outcome.body).toMatch(/^<!doctype html>/);
  expect(outcome.body).toContain('<dd>/usr/src/app</dd>');
  expect(outcome.body).not.toMatch(/https?:|url\(|@import|<script/);
});

test('as the first process of a container it logs one line, and ends when it is told to', async () => {
  const container = await engine.client.createContainer({ Image: imageId });
  try {
    await container.start();
    const log = await container.logs({ follow: true, stdout: true, stderr: true });
    const written = buffer(log);
    await new Promise((resolve) => log.once('data', resolve));
    const ended = container.wait();
    await container.stop({ t: 60 });
    // Ended by SIGKILL, when the 60 seconds are over, it would be 137.
    expect(await ended).toMatchObject({ StatusCode: 0 });
    // An engine's frame: eight bytes of head, then the text.
    expect((await written).subarray(8).toString()).toBe(
      'Listening on port 8000 of every network interface\n',
    );
  } finally {
    await container.remove({ force: true, v: true });
  }
});
