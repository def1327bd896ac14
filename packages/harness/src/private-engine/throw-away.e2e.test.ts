import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { buildImage } from '../build.ts';
import { obtainEngine } from '../engine.ts';
import { makeFixture, pythonImage } from '../fixture.ts';
import { runAndProbe } from '../run-and-probe.ts';
import { strictLimits } from './throw-away-limits.ts';
import { startThrowAwayEngine } from './throw-away.ts';

const mounts = () => readFileSync('/proc/mounts', 'utf8');

/** Numbers of those whose command line holds a text. */
async function processes(text: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const id of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const line = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
    if (line.includes(text)) found.push(id);
  }
  return found;
}

test('what a build started does not outlive a daemon that is killed', async ({ skip }) => {
  const base = await obtainEngine();
  if (!base.isPrivate || base.standIn === undefined) skip('not on the kit’s own engine');
  const { engine, stop } = await startThrowAwayEngine(base, strictLimits);
  try {
    const seconds = `${process.pid}.25`;
    await using fixture = await makeFixture(
      `FROM python:3-alpine\nRUN trap "" TERM INT; exec sleep ${seconds}\n`,
    );
    const building = buildImage(engine, { ...fixture, network: 'none' });
    building.catch(() => undefined);
    const asleep = () => processes(`sleep\0${seconds}`);
    await expect.poll(asleep, { timeout: 30_000 }).not.toEqual([]);
    // The daemon's, and that of the program that made its namespaces.
    const daemon = await processes(`throw-away/${process.pid}-`);
    for (const id of daemon.toReversed()) process.kill(Number(id), 'SIGKILL');
    await expect.poll(asleep, { timeout: 10_000 }).toEqual([]);
    await expect(building).rejects.toMatchObject({ fault: 'gone' });
  } finally {
    await stop();
  }
});

test('one submission on an engine of its own, of which nothing is left', async ({ skip }) => {
  const base = await obtainEngine();
  if (!base.isPrivate || base.standIn === undefined) skip('not on the kit’s own engine');
  const { engine, stop } = await startThrowAwayEngine(base, strictLimits);
  try {
    expect(mounts()).toContain(`throw-away/${process.pid}-`);
    await using fixture = await makeFixture(
      pythonImage(
        `import http.server\nhttp.server.HTTPServer(('', 8000), http.server.SimpleHTTPRequestHandler).serve_forever()`,
      ),
    );
    const built = await buildImage(engine, { ...fixture, network: 'none' });
    expect(built).toMatchObject({ kind: 'built' });
    const imageId = built.kind === 'built' ? built.imageId : '';
    const profile = 'grade-strict';
    const outcome = await runAndProbe(engine, { imageId, port: 8000, path: '/', profile });
    expect(outcome).toMatchObject({ kind: 'answered', status: 200 });

    await using flood = await makeFixture(
      'FROM python:3-alpine\nRUN dd if=/dev/zero of=/flood bs=1M count=4000\n',
    );
    await expect(buildImage(engine, { ...flood, network: 'none' })).rejects.toMatchObject({
      fault: 'disk',
    });
    const names = await base.client.listImages();
    expect(names.map(({ Id }) => Id)).not.toContain(imageId);
  } finally {
    await stop();
  }
  expect(mounts()).not.toContain(`throw-away/${process.pid}-`);
  expect(await processes(`throw-away/${process.pid}-`)).toEqual([]);
});
