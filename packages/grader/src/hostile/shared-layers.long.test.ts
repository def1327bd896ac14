import { chmod, mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSubmission } from '@kit/checker';
import {
  buildImage,
  imageLabels,
  keepImages,
  obtainEngine,
  readImageTree,
  removeBuild,
} from '@kit/harness';
import type { BuildOutcome, Engine } from '@kit/harness';
import { afterAll, beforeAll, expect, test } from 'vitest';

// Layers are shared by all on an engine: by those alone whose instructions and files are the same.
const dockerfile = `FROM python:3-alpine
WORKDIR /app
COPY . .
RUN find . ! -name Dockerfile -exec ls -ld {} + | awk '{ print $1, $5, $9, $10, $11 }' | sort > /made; cat $(find . -type f) >> /made
`;

let engine: Engine;
let kept: ReadonlySet<string>;
const made: BuildOutcome[] = [];

beforeAll(async () => {
  engine = await obtainEngine();
  kept = await keepImages(engine);
});
afterAll(async () => {
  for (const outcome of made) await removeBuild(engine, outcome, kept);
});

/** What the RUN of a folder came to, and its layer. */
async function madeOf(fill: (folder: string) => Promise<void>, noCache = false) {
  const directory = await mkdtemp(path.join(tmpdir(), 'layers-'));
  try {
    await writeFile(path.join(directory, 'Dockerfile'), dockerfile);
    await fill(directory);
    const { context } = await readSubmission(directory);
    const labels = imageLabels('layers');
    const request = { directory, context, dockerfile: 'Dockerfile', labels, noCache };
    const outcome = await buildImage(engine, { ...request, network: 'none' });
    made.push(outcome);
    if (outcome.kind === 'failed') throw new Error(outcome.message);
    const entry = (await readImageTree(engine, outcome.imageId, ['/made'])).get('/made');
    const text = entry?.kind === 'file' ? entry.content.toString() : '';
    return { text, layer: outcome.layers.at(-1) };
  } finally {
    await rm(directory, { recursive: true });
  }
}

const theirs = async (folder: string) => {
  await writeFile(path.join(folder, 'data'), 'one');
  await mkdir(path.join(folder, 'more'));
};

test('who has the same files has the same layer', async () => {
  const [first, second] = [await madeOf(theirs), await madeOf(theirs)];
  expect(first.text).toContain('one');
  expect(second).toEqual(first);
});

test.each<readonly [string, (folder: string) => Promise<void>]>([
  ['another content, of the same length', (folder) => writeFile(path.join(folder, 'data'), 'two')],
  ['another mode', (folder) => chmod(path.join(folder, 'data'), 0o755)],
  [
    'one more folder, with nothing in it',
    async (folder) => {
      await mkdir(path.join(folder, 'most'));
    },
  ],
  ['a link', (folder) => symlink('data', path.join(folder, 'link'))],
  ['a file less', (folder) => writeFile(path.join(folder, '.dockerignore'), 'data\n')],
])('%s: it has what its own files come to', async (_, change) => {
  const mine = async (folder: string) => {
    await theirs(folder);
    await change(folder);
  };
  const hostile = await madeOf(theirs);
  const [own, fresh] = [await madeOf(mine), await madeOf(mine, true)];
  expect(own.text).not.toBe(hostile.text);
  expect(own.layer).not.toBe(hostile.layer);
  expect(own.text).toBe(fresh.text);
});

test('one link for another: it has what its own files come to', async () => {
  const linked = (target: string) => async (folder: string) => {
    await theirs(folder);
    await symlink(target, path.join(folder, 'link'));
  };
  const [hostile, own] = [await madeOf(linked('data')), await madeOf(linked('more'))];
  expect(own.text).not.toBe(hostile.text);
});
