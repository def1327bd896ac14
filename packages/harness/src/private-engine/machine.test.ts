import { describe, expect, test } from 'vitest';
import { findDistribution, hasCapabilities, parseOsRelease } from './machine.ts';

test('os-release', () => {
  expect(parseOsRelease('ID=debian\nPRETTY_NAME="Debian GNU/Linux 12"\nA=\'b c\'\n')).toEqual({
    ID: 'debian',
    PRETTY_NAME: 'Debian GNU/Linux 12',
    A: 'b c',
  });
});

describe('which systems can have a private engine', () => {
  test.each([
    [
      'ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm',
      { id: 'debian', codename: 'bookworm' },
    ],
    ['ID=debian\nVERSION_CODENAME=forky', { id: 'debian', codename: 'forky' }],
    ['ID=ubuntu\nVERSION_ID="24.04"\nVERSION_CODENAME=noble', { id: 'ubuntu', codename: 'noble' }],
    [
      'ID=debian\nVERSION_ID="11"\nPRETTY_NAME="Debian 11"\nVERSION_CODENAME=bullseye',
      { reason: 'Debian 11 is too old for it: Debian 12 or Ubuntu 22.04 are the oldest' },
    ],
    [
      'ID=linuxmint\nID_LIKE="ubuntu debian"\nPRETTY_NAME="Linux Mint 22"\nVERSION_CODENAME=wilma',
      { reason: 'it needs Debian or Ubuntu, not Linux Mint 22' },
    ],
    ['', { reason: 'it needs Debian or Ubuntu, not an unknown system' }],
    [
      'ID=debian\nVERSION_ID="12"',
      { reason: '/etc/os-release does not tell which Debian or Ubuntu this is' },
    ],
  ])('%j', (text, expected) => {
    expect(findDistribution(parseOsRelease(text))).toEqual(expected);
  });
});

test.each([
  ['CapEff:\t000001ffffffffff', true],
  // What Docker leaves a container.
  ['CapEff:\t00000000a80425fb', false],
  ['Name:\tnode', true],
])('%j', (status, expected) => {
  expect(hasCapabilities(status)).toBe(expected);
});
