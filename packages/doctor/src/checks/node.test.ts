import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { debian, machineWith } from '../fixture.ts';
import { node } from './node.ts';

test.each(['22.22.0', '24.21.0', '25.0.0'])('%s is new enough', async (version) => {
  expect(await node.examine(machineWith({ node: version }))).toEqual({
    status: 'ok',
    found: version,
  });
});

describe('too old', () => {
  test.each([
    ['linux', 'The kit brings its own:', 'npx --yes pnpm@12 install'],
    ['darwin', 'Get a newer one:', 'brew install node'],
    ['win32', 'Get a newer one:', 'winget install -e --id OpenJS.NodeJS.LTS'],
  ] as const)('on %s', async (platform, text, command) => {
    const system = { ...debian, platform };
    expect(await node.examine(machineWith({ node: '22.21.1', system }))).toEqual({
      status: 'not ok',
      found: '22.21.1; the kit needs 22.22 or newer.',
      remedy: { text, command },
    });
  });
});

test('what package.json wants', async () => {
  const file = new URL('../../../../package.json', import.meta.url);
  const { engines } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly engines: { readonly node: string };
  };
  const { found } = await node.examine(machineWith({ node: '1.0.0' }));
  expect(found).toContain(`needs ${engines.node.replace('>=', '')} or newer`);
});
