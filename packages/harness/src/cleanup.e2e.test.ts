import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { hostname } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { buildImage } from './build.ts';
import { keepImages, removeImage, sweepLeftovers } from './cleanup.ts';
import { obtainEngine } from './engine.ts';
import { makeFixture, pythonImage } from './fixture.ts';
import { ownLabels } from './labels.ts';

const harness = path.join(import.meta.dirname, 'index.ts');

test('what a killed run left is removed, what a live one uses is not', async () => {
  const engine = await obtainEngine();
  const kept = await keepImages(engine);
  // No other test makes this image: one that was there before is kept.
  const program = `import time # ${randomUUID()}\ntime.sleep(600)`;
  await using fixture = await makeFixture(pythonImage(program));
  const built = await buildImage(engine, fixture);
  if (built.kind !== 'built') throw new Error(built.message);
  const { imageId } = built;
  const runner = `
    import { connectEngine, runAndProbe } from ${JSON.stringify(harness)};
    const engine = await connectEngine();
    await runAndProbe(engine, { imageId: ${JSON.stringify(imageId)}, port: 8000, path: '/' });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', runner], {
    env: { ...process.env, DOCKER_HOST: engine.address },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ours = () => engine.client.listContainers({ all: true, filters: { ancestor: [imageId] } });
  await expect.poll(ours, { timeout: 20_000 }).toMatchObject([{ State: 'running' }]);
  await sweepLeftovers(engine);
  expect(await ours()).toHaveLength(1);

  const [[label, owner] = ['', '']] = Object.entries(ownLabels());
  const imageOf = async (process: string) => {
    const labels = { [label]: process };
    const outcome = await buildImage(engine, {
      ...fixture,
      labels,
      tag: `left-${process.length}:1`,
    });
    return outcome.kind === 'built' ? outcome.imageId : outcome.message;
  };
  const [live, left] = [
    await imageOf(`${owner}/1`),
    await imageOf(`${hostname()}/${child.pid}//1`),
  ];
  await sweepLeftovers(engine);
  expect(await keepImages(engine)).toContain(left);

  child.kill('SIGKILL');
  await once(child, 'exit');
  await sweepLeftovers(engine);
  expect(await ours()).toEqual([]);
  expect(await keepImages(engine)).not.toContain(left);
  expect(await keepImages(engine)).toContain(live);
  await engine.client.getImage(live).remove();
  await removeImage(engine, imageId, kept);
  expect(await keepImages(engine)).not.toContain(imageId);
});
