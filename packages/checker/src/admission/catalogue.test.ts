import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildAdmitted, buildRefused } from './catalogue/build.ts';
import { from } from './catalogue/case.ts';
import type { Setup } from './catalogue/case.ts';
import { contextAdmitted, contextRefused } from './catalogue/context.ts';
import { parseAdmitted, parseRefused } from './catalogue/parse.ts';
import { inWhole, rules, shortly } from './fixture.ts';
import { readAdmitted } from './read-admitted.ts';
import type { Refusal } from './refusal.ts';

/** So that it takes no time to go over the limit. */
const fewerFiles = { ...rules, limits: { ...rules.limits, entries: 500 } };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'admission-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function refusalsOf(setup: Setup): Promise<readonly Refusal[]> {
  const at = (name: string) => join(folder, name);
  writeFileSync(at('Dockerfile'), typeof setup === 'string' ? setup : from);
  if (typeof setup !== 'string') setup(at);
  const admission = await readAdmitted(folder, fewerFiles);
  return admission.kind === 'refused' ? admission.refusals : [];
}

describe('refused before any build', () => {
  test.each([...parseRefused, ...contextRefused, ...buildRefused])(
    '%s: %s',
    async (_id, _what, setup, refusals) => {
      expect((await refusalsOf(setup)).map(shortly)).toEqual(refusals);
    },
  );
});

// Learners' mistakes, and what is well.
describe('admitted, and judged by others', () => {
  test.each([...parseAdmitted, ...contextAdmitted, ...buildAdmitted])(
    '%s: %s',
    async (_id, _what, setup, refusals) => {
      expect((await refusalsOf(setup)).map(shortly)).toEqual(refusals);
    },
  );
});

test('what is refused of the folder is told in whole', async () => {
  const told: string[] = [];
  for (const [id, , setup] of contextRefused) {
    told.push(id, ...(await refusalsOf(setup)).map(inWhole), '');
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
  }
  await expect(told.join('\n')).toMatchFileSnapshot('__snapshots__/context.txt');
});
