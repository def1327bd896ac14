import { readFileSync, globSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repository } from '@kit/verify';
import { expect, test } from 'vitest';
import { readManifest } from '../class/manifest.ts';
import { formatNames } from '../formats/names.ts';
import { readOptions } from '../options.ts';

/** Attacks for which there is nothing to turn to. */

test('no option names a Dockerfile, and a manifest none but folders', async () => {
  for (const option of ['--dockerfile', '--file', '-f', '--build-arg']) {
    expect(() => readOptions(['grade', 'x', option, '../../etc/passwd'], formatNames)).toThrow();
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'manifest-'));
  try {
    const manifest = path.join(folder, 'class.json');
    const submissions = [{ name: 'ada', path: '.', dockerfile: '../../../etc/passwd' }];
    await writeFile(manifest, JSON.stringify({ submissions }));
    await expect(readManifest(manifest)).rejects.toThrow(
      '`dockerfile`: a manifest has no such field',
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});

const sources = globSync('packages/{harness,grader,verify,checker}/src/**/*.ts', {
  cwd: repository,
})
  .filter((file) => !/\.test\.ts$|\/testing\//.test(file))
  .map((file) => [file, readFileSync(path.join(repository, file), 'utf8')] as const);

test('no reaper runs', () => {
  const [, engine = ''] = sources.find(([file]) => file.endsWith('harness/src/engine.ts')) ?? [];
  expect(engine).toContain(`process.env.TESTCONTAINERS_RYUK_DISABLED = 'true'`);
});

// Points in time are written down; how long something takes is asked of the other clock.
test('no deadline is taken from a clock that people set', () => {
  const users = sources.filter(([, text]) =>
    /Date\.now\(\)\s*[-+<>]|[-+<>]=?\s*Date\.now\(\)/.test(text),
  );
  expect(users.map(([file]) => file)).toEqual([]);
});
