import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildImage, findImage, keepImages, removeBuild, removeName, tagImage } from '@kit/harness';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBlobStore } from './blob-store.ts';
import type { BlobStore } from './blob-store.ts';
import type { Bundle } from './format/bundle.ts';
import { openBundleFile } from './format/file-source.ts';
import { openBundleAddress } from './format/http-source.ts';
import { loadBundle } from './load/load-bundle.ts';
import { unloadBundle } from './load/unload-bundle.ts';
import { downloadWheels } from './pack/download-wheels.ts';
import { imageOfEngine } from './pack/from-engine.ts';
import { packBundle } from './pack/pack-bundle.ts';
import { openRegistry } from './registry/registry.ts';
import { startBundleServer } from './serve/server.ts';
import type { BundleServer } from './serve/server.ts';
import { stockShelf } from './serve/shelf.ts';
import { withoutPipConfig } from './testing/synthetic.ts';
import { openUpstream } from './serve/upstream.ts';
import {
  buildSolution,
  reference,
  serveOnce,
  startOfflineEngine,
} from './testing/offline-engine.ts';

/** Packed on one machine, and taken to another one that has nothing and reaches nobody. */
const offline = await startOfflineEngine();
const quiet = { total: () => undefined, bytes: () => undefined, loading: () => undefined };
const nobody = () => openRegistry('http://127.0.0.1:1', {});

describe.skipIf(offline === undefined)('on the kit’s own engine', () => {
  if (offline === undefined) return;
  const { engine, base } = offline;
  const signal = AbortSignal.timeout(300_000);
  const told: string[] = [];
  let folder: string;
  let file: string;
  let store: BlobStore;
  let bundle: Bundle;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'bundle-'));
    file = path.join(folder, 'bundle.tar');
    store = openBlobStore(path.join(folder, 'store'));
    bundle = await packBundle({
      workshops: ['containerize-python'],
      images: [{ reference, requirements: [] }],
      platforms: ['linux/amd64', 'linux/arm64'],
      registry: nobody(),
      output: file,
      store,
      engine: () => Promise.resolve(base),
      onBytes: () => undefined,
      say: (line) => told.push(line),
      signal,
    });
  });

  afterAll(async () => {
    await offline[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  const packages = () => bundle.images[0]?.platforms[0]?.packages.map((each) => each.file) ?? [];

  const serving = async <Result>(use: (server: BundleServer) => Promise<Result>) => {
    await using source = await openBundleFile(file);
    const shelf = await stockShelf(source);
    const upstream = openUpstream(nobody(), store, signal);
    const server = await startBundleServer({ port: 0, bundle, shelf, upstream });
    return await use(server).finally(() => server.close());
  };

  test('where no registry answers, the engine gives what it has, and that is said', () => {
    expect(told).toEqual([
      `${reference}: asking http://127.0.0.1:1…`,
      `http://127.0.0.1:1 refuses the connection. So the kit’s private engine gives its ${reference}, for ${base.platform} alone.`,
      'That is the kit’s stand-in: to rehearse with, on the kit’s own engine alone.',
    ]);
    expect(packages()).toContainEqual(expect.stringMatching(/^flask-.*\.whl$/i));
    expect(existsSync(store.folder)).toBe(false);
  });

  test('over HTTP, interrupted: the next run goes on, and an unchanged Dockerfile builds', async () => {
    expect(await findImage(engine, reference)).toBeUndefined();
    await serving(async ({ port }) => {
      const address = `http://127.0.0.1:${port}`;
      const ctrlC = new AbortController();
      let before = 0;
      const interrupting = {
        ...quiet,
        bytes(count: number) {
          before += count;
          if (before > 2_000_000) ctrlC.abort(new Error('Ctrl-C'));
        },
      };
      const learners = openBlobStore(path.join(folder, 'learner'));
      await using first = await openBundleAddress(address, learners, ctrlC.signal);
      await expect(loadBundle(first, engine, interrupting)).rejects.toThrow();
      expect(await findImage(engine, reference)).toBeUndefined();
      expect(await readdir(learners.folder)).toContainEqual(expect.stringMatching(/\.half$/));

      const counts: number[] = [];
      await using second = await openBundleAddress(address, learners);
      const loaded = await loadBundle(second, engine, {
        ...quiet,
        bytes: (count) => counts.push(count),
      });
      expect(loaded).toEqual([{ reference, packages: packages() }]);
      // What was there from the first run is told at once.
      expect(Math.max(...counts)).toBeGreaterThan(1_000_000);
      expect(existsSync(learners.folder)).toBe(false);
    });
    expect((await findImage(engine, reference))?.imageId).toBe(
      (await findImage(base, reference))?.imageId,
    );
    expect(await serveOnce(engine, await buildSolution(engine))).toBe(200);
    expect(await unloadBundle(engine)).toEqual([{ reference, isGivenBack: false }]);
    expect(await findImage(engine, reference)).toBeUndefined();
  });

  test('from a file; what the learner had is kept, and comes back', async () => {
    await using source = await openBundleFile(file);
    await expect(
      loadBundle(source, { ...engine, platform: 'linux/s390x' }, quiet),
    ).rejects.toMatchObject({
      message: `The bundle has ${reference} for ${base.platform}, and this engine is linux/s390x.`,
      help: 'Ask for one that was packed with `--platform linux/s390x` too.',
    });
    await expect(loadBundle(source, { ...engine, isPrivate: false }, quiet)).rejects.toThrow(
      'stand-in, which only the kit’s own engine takes',
    );
    await loadBundle(source, engine, quiet);
    const theirs = await buildSolution(engine);
    await unloadBundle(engine);
    await tagImage(engine, theirs, reference);

    const kept = `before-workshop-bundle/${reference}`;
    const loaded = { reference, packages: packages() };
    expect(await loadBundle(source, engine, quiet)).toEqual([{ ...loaded, kept }]);
    expect(await loadBundle(source, engine, quiet)).toEqual([loaded]);
    expect((await findImage(engine, kept))?.imageId).toBe(theirs);
    expect(await unloadBundle(engine)).toEqual([{ reference, isGivenBack: true }]);
    expect(await findImage(engine, reference)).toMatchObject({
      imageId: theirs,
      names: [reference],
    });
    expect(await unloadBundle(engine)).toEqual([]);
  });

  test('pip fetches packages in the image that they are for, from an index', async () => {
    const image = await imageOfEngine(base, reference, store);
    if (image === undefined) throw new Error('The engine has no base image.');
    const bare = await withoutPipConfig(image, store);
    const { IPAM } = (await base.client.getNetwork('bridge').inspect()) as {
      readonly IPAM: { readonly Config: readonly { readonly Gateway: string }[] };
    };
    await serving(async ({ port }) => {
      const request = {
        image: bare,
        requirements: ['flask~=3.1\n'],
        index: `http://${IPAM.Config[0]?.Gateway ?? ''}:${port}/simple/`,
        engine: base,
        ...{ store, signal },
      };
      const wheels = await downloadWheels({ ...request, platform: base.platform });
      expect(wheels.map(({ file }) => file).toSorted()).toEqual(packages().toSorted());
      // One of them is made for this processor alone.
      await expect(downloadWheels({ ...request, platform: 'linux/s390x' })).rejects.toThrow(
        /^pip could not get the packages for linux\/s390x:\n[^]*markupsafe/i,
      );
    });
    await store.clear();
  });

  test('an engine builds from the image of the mirror', async () => {
    const kept = await keepImages(base);
    await serving(async ({ port }) => {
      const directory = path.join(folder, 'context');
      const mirrored = `127.0.0.1:${port}/library/${reference}`;
      await mkdir(directory);
      await writeFile(
        path.join(directory, 'Dockerfile'),
        `FROM ${mirrored}\nRUN pip install -q flask\n`,
      );
      const outcome = await buildImage(base, {
        ...{ directory, dockerfile: 'Dockerfile', network: 'none' },
        context: { entries: [{ path: 'Dockerfile', kind: 'file', size: 1, mode: 0o644 }] },
      });
      expect(outcome).toMatchObject({ kind: 'built' });
      await removeBuild(base, outcome, kept);
      await removeName(base, mirrored);
    });
  });
});
