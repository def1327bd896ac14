import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '../engine.ts';
import { obtainEngine } from '../engine.ts';
import { ownLabels } from '../labels.ts';
import { canaries } from './canaries.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await obtainEngine();
});

test.each(canaries)('$title: held', async ({ release }) => {
  const { signal } = new AbortController();
  expect(await release(engine, signal)).toEqual({
    verdict: 'held',
    found: expect.any(String) as unknown,
  });
});

test('no container is left', async () => {
  const own = Object.entries(ownLabels()).map((label) => label.join('='));
  const left = await engine.client.listContainers({ all: true, filters: { label: own } });
  expect(left).toEqual([]);
});
