import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../engine.ts';
import { obtainEngine } from '../engine.ts';
import { ownLabels } from '../labels.ts';
import { startThrowAwayEngine, whyNoThrowAwayEngines } from '../private-engine/throw-away.ts';
import type { ThrowAwayEngine } from '../private-engine/throw-away.ts';
import { strictLimits } from '../private-engine/throw-away-limits.ts';
import { canaries } from './canaries.ts';

let engine: Engine;
let own: ThrowAwayEngine | undefined;
beforeAll(async () => {
  engine = await obtainEngine();
  if ((await whyNoThrowAwayEngines(engine)) === undefined) {
    own = await startThrowAwayEngine(engine, strictLimits);
    ({ engine } = own);
  }
});
afterAll(() => own?.stop());

test.each(canaries)('$title: held', async ({ id, release }) => {
  const { signal } = new AbortController();
  expect(await release({ engine, ...(own && { own }) }, signal)).toEqual({
    verdict: id === 'run-disk' && own === undefined ? 'not held' : 'held',
    found: expect.any(String) as unknown,
  });
});

test('no container is left', async () => {
  const label = Object.entries(ownLabels()).map((each) => each.join('='));
  const left = await engine.client.listContainers({ all: true, filters: { label } });
  expect(left).toEqual([]);
});
