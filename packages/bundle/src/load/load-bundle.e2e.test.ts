import path from 'node:path';
import { findImage, tagImage } from '@kit/harness';
import { expect, test } from 'vitest';
import { openBundleFile } from '../format/file-source.ts';
import { packBundle } from '../pack/pack-bundle.ts';
import { openRegistry } from '../registry/registry.ts';
import {
  buildSolution,
  reference,
  serveOnce,
  startOfflineEngine,
} from '../testing/offline-engine.ts';
import { makeBench } from '../testing/synthetic.ts';
import { loadBundle } from './load-bundle.ts';
import { unloadBundle } from './unload-bundle.ts';

const quiet = { total: () => undefined, bytes: () => undefined, loading: () => undefined };

test('packed on one machine, loaded on another that has nothing and reaches nobody', async ({
  skip,
}) => {
  await using offline = await startOfflineEngine();
  if (offline === undefined) return skip('not on the kit’s own engine');
  const { engine, base } = offline;
  await using bench = await makeBench();
  const output = path.join(bench.folder, 'bundle.tar');
  const told: string[] = [];
  const bundle = await packBundle({
    workshops: ['containerize-python'],
    images: [{ reference, requirements: [] }],
    platforms: ['linux/amd64', 'linux/arm64'],
    // Nobody listens there.
    registry: openRegistry('http://127.0.0.1:1', {}),
    output,
    store: bench.store,
    engine: () => Promise.resolve(base),
    onBytes: () => undefined,
    say: (line) => told.push(line),
    signal: AbortSignal.timeout(100_000),
  });
  expect(told).toEqual([
    `${reference}: asking http://127.0.0.1:1…`,
    `http://127.0.0.1:1 refuses the connection. So the kit’s private engine gives its ${reference}, for ${base.platform} alone.`,
    'That is the kit’s stand-in: to rehearse with, on the kit’s own engine alone.',
  ]);
  const packages = bundle.images[0]?.platforms[0]?.packages.map(({ file }) => file) ?? [];
  expect(packages).toContainEqual(expect.stringMatching(/^flask-.*\.whl$/i));

  expect(await findImage(engine, reference)).toBeUndefined();
  await using source = await openBundleFile(output);
  await expect(loadBundle(source, { ...engine, isPrivate: false }, quiet)).rejects.toThrow(
    'stand-in, which only the kit’s own engine takes',
  );
  expect(await loadBundle(source, engine, quiet)).toEqual([{ reference, packages }]);
  const loaded = await findImage(engine, reference);
  expect(loaded?.imageId).toBe((await findImage(base, reference))?.imageId);
  const imageId = await buildSolution(engine);
  expect(await serveOnce(engine, imageId)).toBe(200);

  await expect(unloadBundle(engine)).resolves.toEqual([{ reference, isGivenBack: false }]);
  expect(await findImage(engine, reference)).toBeUndefined();

  // What the learner had under that name is kept, and comes back.
  await tagImage(engine, imageId, reference);
  const kept = `before-workshop-bundle/${reference}`;
  expect(await loadBundle(source, engine, quiet)).toEqual([{ reference, packages, kept }]);
  expect(await loadBundle(source, engine, quiet)).toEqual([{ reference, packages }]);
  expect((await findImage(engine, kept))?.imageId).toBe(imageId);
  await expect(unloadBundle(engine)).resolves.toEqual([{ reference, isGivenBack: true }]);
  expect((await findImage(engine, reference))?.names).toEqual([reference]);
  expect((await findImage(engine, reference))?.imageId).toBe(imageId);
  await expect(unloadBundle(engine)).resolves.toEqual([]);
});
