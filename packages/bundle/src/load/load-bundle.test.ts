import { text } from 'node:stream/consumers';
import type { Engine } from '@kit/harness';
import { expect, test } from 'vitest';
import { openBundleFile } from '../format/file-source.ts';
import type { BundleSource } from '../format/source.ts';
import { makeBench, syntheticBundle } from '../testing/synthetic.ts';
import { loadBundle } from './load-bundle.ts';

const quiet = { total: () => undefined, bytes: () => undefined, loading: () => undefined };
const client = { info: () => Promise.resolve({}) };
const engine = { platform: 'linux/amd64', address: 'tcp://elsewhere', client } as unknown as Engine;

test.each(['manifest', 'config'] as const)(
  'a %s that says it takes gigabytes is not fetched',
  async (which) => {
    await using bench = await makeBench();
    const { file, bundle } = await syntheticBundle(bench);
    await using source = await openBundleFile(file);
    const manifest = bundle.images[0]?.platforms[0]?.manifest ?? '';
    const config = /"config":\{[^}]*"digest":"([^"]+)"/;
    const read = await text(bench.store.read(manifest));
    const digest = which === 'manifest' ? manifest : config.exec(read)?.[1];
    const obtained: string[] = [];
    const hostile: BundleSource = {
      ...source,
      bundle: {
        ...bundle,
        entries: bundle.entries.map((each) =>
          each.digest === digest ? { ...each, size: 5e9 } : each,
        ),
      },
      obtain({ digest: wanted }) {
        obtained.push(wanted);
        return Promise.resolve();
      },
    };
    await expect(loadBundle(hostile, engine, quiet)).rejects.toThrow(
      `blobs/${digest?.replace(':', '/') ?? ''} of the bundle takes 5000 MB: more than what describes an image ever does.`,
    );
    expect(obtained).not.toContain(digest);
  },
);

test('Ctrl-C ends it before an image is given to the engine', async () => {
  await using bench = await makeBench();
  const { file } = await syntheticBundle(bench);
  await using source = await openBundleFile(file);
  const stopping = new AbortController();
  const loading = loadBundle(
    source,
    engine,
    { ...quiet, total: () => stopping.abort(new Error('Ctrl-C')) },
    stopping.signal,
  );
  await expect(loading).rejects.toThrow('Ctrl-C');
});
