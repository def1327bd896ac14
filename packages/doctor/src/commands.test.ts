import type { System } from '@kit/harness/find';
import { expect, test } from 'vitest';
import {
  endProcess,
  setClock,
  setVariable,
  trustCertificate,
  unsetVariables,
  whoListens,
} from './commands.ts';
import { debian } from './fixture.ts';

const systems: Readonly<Record<string, System>> = {
  Debian: debian,
  'Debian as root': { ...debian, isRoot: true },
  Fedora: { ...debian, osRelease: { ID: 'fedora' } },
  Arch: { ...debian, osRelease: { ID: 'manjaro', ID_LIKE: 'arch' } },
  Alpine: { ...debian, osRelease: { ID: 'alpine' }, isRoot: true },
  'Ubuntu in Windows': { ...debian, osRelease: { ID: 'ubuntu' }, isWsl: true },
  macOS: { ...debian, platform: 'darwin', osRelease: {} },
  Windows: { ...debian, platform: 'win32', osRelease: {} },
};

test.each(Object.entries(systems))('%s', async (name, system) => {
  const commands = [
    setVariable('HTTPS_PROXY', 'http://NAME:PORT', system),
    unsetVariables(['HTTPS_PROXY', 'https_proxy'], system),
    setClock(system).command,
    trustCertificate(system),
    endProcess(4711, system),
    whoListens(8000, system),
  ];
  const text = `${commands.join('\n\n')}\n`;
  await expect(text).toMatchFileSnapshot(`__snapshots__/commands.${name}.txt`);
  expect(text.split('\n').filter((line) => line.length > 63)).toEqual([]);
});
